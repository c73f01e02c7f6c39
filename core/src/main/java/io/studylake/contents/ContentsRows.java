package io.studylake.contents;

import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Makes datasets of the rows of the contents. */
final class ContentsRows {
  private final String fileName;
  private final NameCheck names;
  private final Problems problems;

  ContentsRows(String fileName, NameCheck names, Problems problems) {
    this.fileName = fileName;
    this.names = names;
    this.problems = problems;
  }

  StudyContents contents(List<ContentsRow> rows) {
    Map<String, Map<String, List<ContentsRow>>> byDataset = new TreeMap<>();
    for (ContentsRow row : rows) {
      byDataset
          .computeIfAbsent(row.dataset(), name -> new LinkedHashMap<>())
          .computeIfAbsent(row.library(), name -> new ArrayList<>())
          .add(row);
    }
    return new StudyContents(byDataset.values().stream().map(this::dataset).toList());
  }

  private DatasetSchema dataset(Map<String, List<ContentsRow>> byLibrary) {
    List<DatasetSchema> candidates = byLibrary.values().stream().map(this::ofOneLibrary).toList();
    DatasetSchema first = candidates.get(0);
    for (DatasetSchema other : candidates) {
      if (!other.fingerprint().equals(first.fingerprint())) {
        problems.add(
            Problem.of(
                ProblemCode.DATASET_LISTED_TWICE,
                fileName,
                new Tolerance(problems)
                    .say(
                        ProblemCode.DATASET_LISTED_TWICE,
                        "Dataset %s is described differently in the libraries %s. Ask the sponsor for the contents of one library."
                            .formatted(first.name(), String.join(", ", byLibrary.keySet())),
                        "The first is taken.")));
        break;
      }
    }
    return first;
  }

  private DatasetSchema ofOneLibrary(List<ContentsRow> rows) {
    ContentsRow head = rows.get(0);
    names.dataset(head.dataset(), head.line()).ifPresent(problems::add);
    Map<String, ContentsRow> byColumn = new LinkedHashMap<>();
    for (ContentsRow row : rows) {
      ContentsRow earlier = byColumn.putIfAbsent(row.column().name(), row);
      if (earlier != null) {
        listedTwice(earlier, row);
      } else {
        names.column(row).ifPresent(problems::add);
      }
    }
    List<ColumnSchema> columns = new ArrayList<>();
    byColumn.values().forEach(row -> columns.add(row.column()));
    if (columns.stream().map(ColumnSchema::varnum).allMatch(OptionalInt::isPresent)) {
      columns.sort(Comparator.comparingInt(column -> column.varnum().orElse(0)));
    }
    return new DatasetSchema(head.dataset(), head.datasetLabel(), head.observations(), columns);
  }

  private void listedTwice(ContentsRow earlier, ContentsRow row) {
    boolean equal = earlier.column().equals(row.column());
    ProblemCode code = equal ? ProblemCode.COLUMN_LISTED_TWICE : ProblemCode.CONFLICTING_CONTENTS;
    String name = row.column().sasName();
    String message =
        equal
            ? "Column %s of %s is listed in the lines %d and %d."
            : "Column %s of %s is described differently in the lines %d and %d. Ask the sponsor which one holds, and for the contents without the other.";
    String said = message.formatted(name, row.dataset(), earlier.line(), row.line());
    problems.add(
        Problem.of(
                code,
                fileName,
                equal ? said : new Tolerance(problems).say(code, said, "The first is taken."))
            .atLine(row.line())
            .inColumn(name));
  }
}
