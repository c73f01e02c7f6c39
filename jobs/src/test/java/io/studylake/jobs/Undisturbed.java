package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the tables of the pilot study are when nothing goes wrong: on the embedded store. */
final class Undisturbed {
  private static final List<String> DELIVERIES = List.of("d1", "d2");
  private static final Map<String, Map<String, List<String>>> TABLES = tables();

  private Undisturbed() {}

  /**
   * Checks that main holds a delivery as it would be had nothing happened: every table, every row,
   * every key; and that {@code verify} has nothing to say.
   */
  static void assertHeldBy(PilotLake lake, String delivery) {
    assertThat(lake.verified().remarks()).isEmpty();
    Map<String, List<String>> found = lake.tables("main");
    assertThat(found.keySet()).isEqualTo(TABLES.get(delivery).keySet());
    TABLES
        .get(delivery)
        .forEach((table, rows) -> assertThat(found.get(table)).as(table).isEqualTo(rows));
  }

  private static Map<String, Map<String, List<String>>> tables() {
    try {
      Path folder = Files.createTempDirectory("studylake-undisturbed-");
      PilotLake lake = PilotLake.local(folder);
      DELIVERIES.forEach(lake::deliver);
      Map<String, Map<String, List<String>>> tables =
          Map.of("d1", lake.tables("d1"), "d2", lake.tables("d2"));
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
      return tables;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
