package io.studylake.testing;

import java.nio.file.Path;

/** A whole Spark as {@code testenv/install spark} gets it. Annotate with {@link NeedsSpark}. */
public final class WholeSpark {
  private WholeSpark() {}

  /** What SPARK_HOME would name. */
  public static Path home() {
    return TestTools.install("spark").get("spark");
  }
}
