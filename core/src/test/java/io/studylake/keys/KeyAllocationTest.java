package io.studylake.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.config.Configuration;
import io.studylake.lake.RunId;
import io.studylake.lake.SideBySide;
import io.studylake.lake.Study;
import io.studylake.lake.WorkBranch;
import io.studylake.testing.Sparks;
import io.studylake.version.VersionStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both forms of {@link KeyAllocation}, on random visits with nulls, blanks and odd characters. */
class KeyAllocationTest {
  private static final List<String> COLUMNS = List.of("usubjid", "visitnum", "siteid");
  private static final StructType ROWS =
      new StructType()
          .add("usubjid", DataTypes.StringType)
          .add("visitnum", DataTypes.DoubleType)
          .add("siteid", DataTypes.StringType);
  private static final Schema TABLE =
      new Schema(
          Types.NestedField.optional(1, "usubjid", Types.StringType.get()),
          Types.NestedField.optional(2, "visitnum", Types.DoubleType.get()),
          Types.NestedField.optional(3, "siteid", Types.StringType.get()));

  @TempDir private Path folder;

  @Test
  void bothFormsGiveTheSameDenseKeysWhateverTheOrderOfRowsAndTheNumberOfPartitions() {
    Random random = new Random(20140102);
    List<Row> first = randomRows(random, 400);
    List<Row> second = new ArrayList<>(first.subList(0, 100));
    second.addAll(randomRows(random, 300));

    Map<String, Map<List<String>, Long>> local = allocate("local", first, second, 1, true);
    Collections.shuffle(first, random);
    Collections.shuffle(second, random);
    Map<String, Map<List<String>, Long>> distributed =
        allocate("distributed", first, second, 7, false);

    assertThat(distributed).isEqualTo(local);
    assertThat(local).containsOnlyKeys("patient", "visit", "location");
    local.forEach(
        (entity, keys) ->
            assertThat(keys.values())
                .as(entity)
                .containsExactlyInAnyOrderElementsOf(
                    LongStream.rangeClosed(1, keys.size()).boxed().toList()));
    assertThat(local.get("visit").keySet())
        .allSatisfy(natural -> assertThat(natural.subList(0, 2)).doesNotContainNull());
  }

  private Map<String, Map<List<String>, Long>> allocate(
      String name, List<Row> first, List<Row> second, int partitions, boolean local) {
    Configuration configuration =
        Configuration.load(
            Optional.empty(),
            Map.of(),
            Map.of("studylake.local.path", folder.resolve(name).toString()));
    SparkSession session = Sparks.newSession();
    session.conf().set("spark.sql.shuffle.partitions", partitions);
    Map<String, Map<List<String>, Long>> keys = new TreeMap<>();
    try (Study study = Study.openOrCreate(configuration.lake(), "pilot");
        WorkBranch branch =
            study.branch(
                RunId.next(Instant.now()),
                "d1",
                study.store().require(VersionStore.MAIN),
                Optional.empty(),
                () -> session)) {
      SideBySide sideBySide = new SideBySide(branch::spark, 2);
      KeyAllocation allocation =
          local ? new LocalAllocation(sideBySide) : new DistributedAllocation(sideBySide);
      KeyRules rules = KeyRules.of(configuration.keys(), Map.of("sv", COLUMNS));
      branch.shape("raw", "sv", TABLE, "", Map.of());
      for (List<Row> rows : List.of(first, second)) {
        branch.replace(
            "raw", "sv", branch.spark().createDataFrame(rows, ROWS).repartition(partitions), "");
        extend(branch, rules, allocation, rows.size());
      }
      for (var entity : rules.entities()) {
        Map<List<String>, Long> all = new java.util.HashMap<>();
        KeyMap.open(entity, rules.roles(), branch, 64)
            .forEach((natural, key) -> all.put(natural.texts(), key));
        keys.put(entity.name(), all);
      }
    }
    return keys;
  }

  private static void extend(
      WorkBranch branch, KeyRules rules, KeyAllocation allocation, long rows) {
    List<KeyMap> maps =
        rules.entities().stream()
            .map(entity -> KeyMap.open(entity, rules.roles(), branch, 64))
            .toList();
    try (NaturalKeys natural =
        NaturalKeys.scan(
                branch,
                List.of(new KeyedDataset("sv", COLUMNS, rows)),
                rules.roles(),
                rules.entities())
            .orElseThrow()
            .distinct()) {
      KeyMaps extended = allocation.extend(natural, maps, rules);
      assertThat(new KeyMapCheck(branch).of(extended))
          .allSatisfy(
              map -> {
                assertThat(map.distinctKeys()).isEqualTo(map.rows());
                assertThat(map.distinctNaturalKeys()).isEqualTo(map.rows());
                assertThat(map.highestKey()).isEqualTo(map.rows());
                assertThat(map.onlyAppended()).isTrue();
              });
    }
  }

  private static List<Row> randomRows(Random random, int count) {
    List<String> oddities = List.of("", " ", "  x", "x  y", "é", "日本", "'", "\"", "a,b", "0", "00");
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String patient =
          random.nextInt(10) == 0
              ? null
              : "01-%03d".formatted(random.nextInt(60))
                  + oddities.get(random.nextInt(oddities.size()));
      Double visit = random.nextInt(10) == 0 ? null : random.nextInt(40) / 10.0 - 1;
      String site = random.nextInt(5) == 0 ? null : oddities.get(random.nextInt(oddities.size()));
      rows.add(RowFactory.create(patient, visit, site));
    }
    return rows;
  }
}
