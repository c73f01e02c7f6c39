package io.studylake.run;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.progress.Progress;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * What a run works with.
 *
 * @param configuration everything that can be configured
 * @param study the opened study
 * @param spark gives the Spark session; asked only when there is work for Spark, since starting one
 *     takes seconds
 * @param progress hears what the run does
 */
public record Workplace(
    Configuration configuration, Study study, Supplier<SparkSession> spark, Progress progress) {}
