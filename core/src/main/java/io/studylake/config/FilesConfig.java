package io.studylake.config;

import com.typesafe.config.Config;
import java.nio.file.Path;

/**
 * Where a run leaves files that belong to no snapshot.
 *
 * @param logs folder of Spark's log, one file per run, absolute
 * @param lineage whether OpenLineage events are written
 * @param lineageEvents folder of the event files, one per run, absolute
 * @param reports folder of the reports, one per run in a folder for each study, absolute
 */
public record FilesConfig(Path logs, boolean lineage, Path lineageEvents, Path reports) {
  static FilesConfig from(Config config, Path lake) {
    return new FilesConfig(
        Keys.folder(config, "logs.path").orElse(lake.resolve("logs")),
        config.getBoolean("lineage.enabled"),
        Keys.folder(config, "lineage.path").orElse(lake.resolve("lineage")),
        Keys.folder(config, "report.path").orElse(lake.resolve("reports")));
  }
}
