package io.studylake.run;

import io.studylake.base.Members;
import io.studylake.config.KeysConfig.Entity;
import io.studylake.contents.ColumnSchema;
import io.studylake.contents.DatasetSchema;
import io.studylake.contents.SasType;
import io.studylake.ingest.StudySchema;
import io.studylake.keys.KeyRules;
import io.studylake.keys.SubjectLookup;
import io.studylake.keys.SubjectLookup.Source;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Problems that show only when keys are given. */
final class KeyProblems {
  private KeyProblems() {}

  /** An entity that has keys, but whose columns no dataset of this delivery has. */
  static void addMissing(
      List<Entity> configured, KeyRules rules, List<String> keyMaps, Problems problems) {
    for (Entity entity : configured) {
      if (keyMaps.contains(entity.name()) && !rules.entities().contains(entity)) {
        problems.add(
            Problem.of(
                ProblemCode.KEY_COLUMNS_MISSING,
                "contents",
                "No dataset has the columns of %s (roles %s), which has keys already: every base table would lose %s. Ask for the columns, name them in studylake.keys.roles, or take the entity out of studylake.keys.entities."
                    .formatted(
                        entity.name(), String.join(", ", entity.required()), entity.keyColumn())));
      }
    }
  }

  /** No preset fits; a key column is numeric in one dataset and character in another. */
  static void add(KeyRules rules, StudySchema schema, Problems problems) {
    if (rules.entities().isEmpty()) {
      problems.add(
          Problem.of(
              ProblemCode.NO_KEY_COLUMNS,
              "contents",
              "No dataset has a column that tells patients, so no keys were given. Name the columns"
                  + " in studylake.keys.roles."));
    }
    rules
        .roles()
        .columns()
        .forEach(
            (role, column) -> {
              Map<SasType, Set<String>> byType = new TreeMap<>();
              for (DatasetSchema dataset : schema.datasets()) {
                dataset
                    .column(column)
                    .map(ColumnSchema::sasType)
                    .ifPresent(
                        type ->
                            byType.computeIfAbsent(type, t -> new TreeSet<>()).add(dataset.name()));
              }
              if (byType.size() > 1) {
                problems.add(differs(column, byType));
              }
            });
  }

  private static Problem differs(String column, Map<SasType, Set<String>> byType) {
    return Problem.of(
            ProblemCode.KEY_TYPE_DIFFERS,
            "contents",
            ("Key column %s is numeric in %s and character in %s; keys compare the text, so 010 and 10"
                    + " are two members. Ask for one type.")
                .formatted(
                    column,
                    String.join(", ", byType.get(SasType.NUM)),
                    String.join(", ", byType.get(SasType.CHAR))))
        .inColumn(column);
  }

  /** Members whose place is ambiguous, or known from an earlier delivery only. */
  static void addLookup(String entity, SubjectLookup lookup, Members members, Problems problems) {
    long ambiguous = lookup.count(Source.AMBIGUOUS);
    if (ambiguous > 0) {
      problems.add(
          Problem.of(
              ProblemCode.AMBIGUOUS_LOCATION,
              "subject datasets",
              ("%,d patients have several values of %s in the subject datasets; their rows without one"
                      + " of their own get none. Ask which holds.")
                  .formatted(ambiguous, entity)));
    }
    Set<Long> here = members.now().getOrDefault("patient", Set.of());
    long lastKnown =
        lookup.byMember().entrySet().stream()
            .filter(e -> e.getValue().source() == Source.LAST_KNOWN && here.contains(e.getKey()))
            .count();
    if (lastKnown > 0) {
      problems.add(
          Problem.of(
              ProblemCode.LOCATION_LAST_KNOWN,
              "subject datasets",
              "%,d patients have no row in the subject datasets; their %s is the last known one."
                  .formatted(lastKnown, entity)));
    }
  }
}
