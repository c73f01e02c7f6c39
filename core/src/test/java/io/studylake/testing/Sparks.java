package io.studylake.testing;

import org.apache.spark.sql.SparkSession;

/** The one Spark of the test JVM: two threads, no UI, few shuffle partitions. */
public final class Sparks {
  private Sparks() {}

  /** The shared session; set nothing on it. */
  public static SparkSession session() {
    return Holder.SESSION;
  }

  /** A session with catalogs and settings of its own on the shared Spark. */
  public static SparkSession newSession() {
    return session().newSession();
  }

  private static final class Holder {
    static final SparkSession SESSION =
        SparkSession.builder()
            .master("local[2]")
            .appName("studylake-tests")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.default.parallelism", "2")
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.warehouse.dir", "target/spark-warehouse")
            .config("spark.sql.session.timeZone", "UTC")
            .config(
                "spark.sql.extensions",
                "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
            .getOrCreate();
  }
}
