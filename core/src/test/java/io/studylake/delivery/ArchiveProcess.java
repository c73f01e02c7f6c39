package io.studylake.delivery;

import io.studylake.config.Configuration;
import io.studylake.csv.CsvSettings;
import io.studylake.storage.HadoopConfigurations;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Archives one file in a process of its own, whose heap the test bounds. */
final class ArchiveProcess {
  private ArchiveProcess() {}

  /** Takes the archive's place, the endpoint and the file. */
  public static void main(String[] arguments) {
    Configuration configuration =
        Configuration.load(
            Optional.empty(),
            Map.of(),
            Map.of(
                "studylake.s3.endpoint", arguments[1],
                "studylake.s3.access-key-id", "studylake-minio",
                "studylake.s3.secret-access-key", "studylake-minio-secret"));
    Archives.of(
            URI.create(arguments[0]),
            CsvSettings.DEFAULT,
            DecompressionLimits.of(1 << 30),
            Optional.of(HadoopConfigurations.of(configuration.lake().hadoop())))
        .store(Path.of(arguments[2]));
  }
}
