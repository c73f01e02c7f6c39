package io.studylake.run;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.studylake.problem.ProblemCode;
import io.studylake.run.DeliveryResult.Loaded;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pilot study as SAS writes it on Windows in Germany. */
class WindowsDeliveriesTest {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final List<String> DATASETS = List.of("dm", "sv", "ae", "vs", "lb", "ex", "ds");

  @TempDir private Path utf8Folder;
  @TempDir private Path windowsFolder;

  @Test
  void fourDeliveriesWithSemicolonsAndCrLfGiveTheSameTablesKeysAndKeyMaps() {
    StudyFixture utf8 = new StudyFixture(utf8Folder);
    StudyFixture windows = new StudyFixture(windowsFolder);
    for (String delivery : List.of("d1", "d2", "d3", "d4")) {
      Path source = utf8.copy(StudyFixture.PILOT.resolve(delivery), delivery);
      accent(source.resolve("ae.csv"));
      utf8.deliver(source, delivery);
      Loaded loaded = (Loaded) windows.deliver(rewritten(source, delivery), delivery);

      assertThat(loaded.figures().problems())
          .containsKeys(ProblemCode.CHARSET_DETECTED, ProblemCode.DELIMITER_DETECTED);
      String ref = "`" + delivery + "`";
      for (String dataset : DATASETS) {
        if (Files.exists(source.resolve(dataset + ".csv"))) {
          assertSame(utf8, windows, ref + ".raw." + dataset);
          assertSame(utf8, windows, ref + ".base." + dataset);
        }
      }
    }
    for (String entity : List.of("patient", "visit", "location")) {
      assertSame(utf8, windows, "main.keys." + entity);
    }
  }

  private static void assertSame(StudyFixture expected, StudyFixture actual, String table) {
    String sql = "SELECT * FROM study." + table + " ORDER BY ALL";
    assertThat(rows(actual, sql)).as(table).isNotEmpty().isEqualTo(rows(expected, sql));
  }

  private static List<String> rows(StudyFixture study, String sql) {
    return study.query(sql).stream().map(row -> row.toSeq().mkString("|")).toList();
  }

  /** Words that windows-1252 and UTF-8 write in different bytes. */
  private static void accent(Path file) {
    StudyFixture.edit(file, text -> text.replaceFirst("PRURITUS", "PRÜRITUS – „€“"));
  }

  private Path rewritten(Path source, String delivery) {
    Path target = windowsFolder.resolve("written").resolve(delivery);
    try (Stream<Path> files = Files.list(source)) {
      Files.createDirectories(target);
      for (Path file : files.toList()) {
        String text = Files.readString(file);
        Files.write(
            target.resolve(file.getFileName().toString()), semicolons(text).getBytes(WINDOWS));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return target;
  }

  private static String semicolons(String text) throws IOException {
    StringWriter written = new StringWriter();
    try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(text);
        CsvWriter writer =
            CsvWriter.builder()
                .fieldSeparator(';')
                .lineDelimiter(LineDelimiter.CRLF)
                .build(written)) {
      records.forEach(record -> writer.writeRecord(record.getFields()));
    }
    return written.toString();
  }
}
