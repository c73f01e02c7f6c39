package io.studylake.lake;

import io.studylake.parallel.AtOnce;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Runs the work on several datasets side by side, each under its own job description in Spark. */
public final class SideBySide {
  private final Supplier<SparkSession> spark;
  private final int atOnce;

  /**
   * Runs at most so many pieces of work at once.
   *
   * @param spark gives the session whose jobs are described
   */
  public SideBySide(Supplier<SparkSession> spark, int atOnce) {
    this.spark = spark;
    this.atOnce = atOnce;
  }

  /**
   * One piece of work.
   *
   * @param description what it is, for example {@code ingest ae}; Spark's UI and lineage show it
   * @param action what it does
   */
  public record Work<T>(String description, Callable<T> action) {}

  /**
   * Runs all and waits for all that were begun; results in the order of the works.
   *
   * @throws RuntimeException what the first failing piece threw; pieces not begun are left out
   */
  public <T> List<T> run(List<Work<T>> works) {
    return AtOnce.run(
        atOnce, works.stream().map(work -> (Callable<T>) () -> described(work)).toList());
  }

  private <T> T described(Work<T> work) throws Exception {
    SparkSession session = spark.get();
    SparkSession.setActiveSession(session);
    session.sparkContext().setJobDescription(work.description());
    try {
      return work.action().call();
    } finally {
      session.sparkContext().setJobDescription(null);
    }
  }
}
