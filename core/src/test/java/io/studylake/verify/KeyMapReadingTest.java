package io.studylake.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.keys.KeyMap;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyMapReadingTest {
  private static final Schema SCHEMA =
      new Schema(
          Types.NestedField.required(1, "visit_key", Types.LongType.get()),
          Types.NestedField.optional(2, "patient", Types.StringType.get()),
          Types.NestedField.optional(3, "visit", Types.StringType.get()),
          Types.NestedField.optional(4, "first_delivery", Types.StringType.get()));

  private InMemoryCatalog catalog;
  private Table table;

  @BeforeEach
  void createTheTable() {
    catalog = new InMemoryCatalog();
    catalog.initialize("memory", Map.of());
    catalog.createNamespace(Namespace.of("keys"));
    table = catalog.createTable(TableIdentifier.of("keys", "visit"), SCHEMA);
  }

  @AfterEach
  void closeTheCatalog() throws IOException {
    catalog.close();
  }

  /** Rows of key, patient and visit. */
  private void write(String highest, List<List<Object>> rows) throws IOException {
    DataWriter<Record> writer =
        Parquet.writeData(
                table.io().newOutputFile(table.location() + "/" + UUID.randomUUID() + ".parquet"))
            .forTable(table)
            .createWriterFunc(GenericParquetWriter::create)
            .withSpec(PartitionSpec.unpartitioned())
            .build();
    try (writer) {
      for (List<Object> row : rows) {
        GenericRecord record = GenericRecord.create(SCHEMA);
        for (int i = 0; i < row.size(); i++) {
          record.set(i, row.get(i));
        }
        record.set(3, "d" + row.get(0));
        writer.write(record);
      }
    }
    DataFile file = writer.toDataFile();
    var append = table.newAppend().appendFile(file);
    if (!highest.isEmpty()) {
      append.set(KeyMap.HIGHEST_KEY, highest);
    }
    append.commit();
  }

  private static List<Object> row(long key, String patient, String visit) {
    return java.util.Arrays.asList(key, patient, visit);
  }

  private List<Remark> remarks(int remembered) {
    return new KeyMapReading(table, "keys.visit", remembered).remarks();
  }

  @Test
  void aMapWithOneKeyForEachMemberIsSound() throws IOException {
    write("2", List.of(row(1, "A", "1"), row(2, "A", "2")));
    // Neither a missing part nor the border between the parts makes two members one.
    write(
        "7",
        List.of(
            row(3, "A", null),
            row(4, "A", ""),
            row(5, "A1", "1"),
            row(6, "A", "11"),
            row(7, null, "A")));

    assertThat(remarks(KeyMapReading.REMEMBERED)).isEmpty();
    assertThat(remarks(2)).isEmpty();
  }

  @Test
  void anEmptyMapIsSound() {
    assertThat(remarks(KeyMapReading.REMEMBERED)).isEmpty();
  }

  @Test
  void aKeyThatIsGivenTwiceIsFound() throws IOException {
    write("2", List.of(row(1, "A", "1"), row(2, "A", "2"), row(2, "A", "3")));

    assertThat(remarks(KeyMapReading.REMEMBERED))
        .containsExactly(
            Remark.broken(
                "keys.visit", "1 rows have a key that another row has: a key means two members"));
  }

  @Test
  void aMemberWithTwoKeysIsFoundInAnyNumberOfPasses() throws IOException {
    write("4", List.of(row(1, "A", "1"), row(2, "A", null), row(3, "A", "1"), row(4, "A", null)));
    Remark found =
        Remark.broken(
            "keys.visit", "2 rows have a natural key that another row has: a member has two keys");

    assertThat(remarks(KeyMapReading.REMEMBERED)).containsExactly(found);
    assertThat(remarks(1)).containsExactly(found);
  }

  @Test
  void aKeyThatIsNotPositiveOrHigherThanTheHighestEverGivenIsFound() throws IOException {
    write("2", List.of(row(0, "A", "1"), row(-1, "A", "2"), row(3, "A", "3"), row(2, "A", "4")));

    assertThat(remarks(KeyMapReading.REMEMBERED))
        .containsExactly(
            Remark.broken(
                "keys.visit",
                "3 rows have a key that is not between 1 and 2, the highest ever given: the next delivery could give it again"));
  }

  @Test
  void aMapThatDoesNotSayItsHighestKeyIsFound() throws IOException {
    write("", List.of(row(1, "A", "1")));

    assertThat(remarks(KeyMapReading.REMEMBERED))
        .containsExactly(
            Remark.broken(
                "keys.visit",
                "it does not say the highest key ever given: a key could be given again"));
  }
}
