package io.studylake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.testing.Sparks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSourceTest {
  @TempDir private Path folder;

  @Test
  void aFileIsReadAsTextWithTheLinesOfItsRecords() throws IOException {
    assertThat(values(read("\uFEFFA,b\r\n1,\"two\r\nlines\"\r\n3,\r\n")))
        .containsExactly(Arrays.asList("1", "two\r\nlines", 2L), Arrays.asList("3", null, 4L));
  }

  @Test
  void aSchemaTypesAndChoosesColumns() throws IOException {
    Path file = file("A,B,C\nx,1.5,2014-01-02\ny,.,\n");

    Dataset<Row> rows =
        Sparks.session()
            .read()
            .format("studylake-csv")
            .schema("C DATE, B DOUBLE, _line BIGINT")
            .load(file.toString());

    assertThat(values(rows))
        .containsExactly(
            Arrays.asList(java.sql.Date.valueOf("2014-01-02"), 1.5, 2L),
            Arrays.asList(null, null, 3L));
    assertThat(values(rows.select("_line", "B")))
        .containsExactly(Arrays.asList(2L, 1.5), Arrays.asList(3L, null));
    assertThat(rows.count()).isEqualTo(2);
  }

  @Test
  void aRecordThatDoesNotFitEndsTheReadWithItsLine() throws IOException {
    Dataset<Row> rows = read("A,B\n1,2\n1,2,3\n");

    assertThatThrownBy(rows::collectAsList)
        .hasStackTraceContaining("the record in line 3 does not fit ([WRONG_VALUE_COUNT]).");
  }

  @Test
  void aQuoteThatIsNeverClosedIsRefused() throws IOException {
    Path file = file("A,B\n1,\"2\n");

    assertThatThrownBy(
            () -> Sparks.session().read().format("studylake-csv").load(file.toString()).count())
        .hasMessageContaining("a quote in it is never closed.");
  }

  /** More than one block of the first pass, in many splits of the second. */
  @Test
  void aLargeFileIsReadInParallel() throws IOException {
    StringBuilder text = new StringBuilder("A,B\n");
    int records = 0;
    while (text.length() < 40 << 20) {
      text.append(records++).append(",\"a comment\nof \"\"two\"\" lines, and so on\"\n");
    }
    Dataset<Row> rows = read(text.toString());

    assertThat(rows.rdd().getNumPartitions()).isGreaterThan(1);
    assertThat(rows.count()).isEqualTo(records);
    assertThat(rows.selectExpr("sum(_line - 2 * CAST(A AS BIGINT)) / 2").first().getDouble(0))
        .isEqualTo((double) records);
  }

  private Dataset<Row> read(String text) throws IOException {
    return Sparks.session().read().format("studylake-csv").load(file(text).toString());
  }

  private Path file(String text) throws IOException {
    return Files.write(folder.resolve("x.csv"), text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<List<Object>> values(Dataset<Row> rows) {
    return rows.collectAsList().stream()
        .map(
            row -> {
              Object[] values = new Object[row.size()];
              Arrays.setAll(values, row::get);
              return Arrays.asList(values);
            })
        .toList();
  }
}
