package io.studylake.base;

import io.studylake.config.KeysConfig.Entity;
import io.studylake.keys.KeyRules;
import io.studylake.lake.WorkBranch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Who is in a delivery's subject datasets (DM and the like). They have a row or a few for each
 * patient, so one column of their base tables is read, without Spark.
 */
public final class SubjectPatients {
  private static final String PATIENT = "patient";

  private SubjectPatients() {}

  /**
   * How many patients of a delivery are in none of its subject datasets.
   *
   * @return empty when the delivery has no subject dataset that names patients
   */
  public static OptionalLong without(WorkBranch branch, KeyRules rules, Members members) {
    Optional<Entity> patient =
        rules.entities().stream().filter(entity -> entity.name().equals(PATIENT)).findFirst();
    if (patient.isEmpty()) {
      return OptionalLong.empty();
    }
    boolean asked = false;
    Set<Long> without = new HashSet<>(members.now().getOrDefault(PATIENT, Set.of()));
    for (String dataset : rules.roles().subjectDatasets()) {
      Optional<Table> table = branch.table(BaseTable.NAMESPACE, dataset);
      if (table.isPresent() && table.get().schema().findField(patient.get().keyColumn()) != null) {
        asked = true;
        remove(table.get(), patient.get().keyColumn(), without);
      }
    }
    return asked ? OptionalLong.of(without.size()) : OptionalLong.empty();
  }

  private static void remove(Table table, String column, Set<Long> patients) {
    try (CloseableIterable<Record> rows = IcebergGenerics.read(table).select(column).build()) {
      rows.forEach(row -> patients.remove((Long) row.getField(column)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + table.name(), e);
    }
  }
}
