package io.studylake.contents;

import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks the names of datasets and columns.
 *
 * <p>Source of SAS's rule: SAS 9.4 Language Reference: Concepts, "Names in the SAS Language". A
 * point would make a column look nested to Iceberg; a dataset's name becomes part of a path.
 */
final class NameCheck {
  private static final Pattern SAS_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,31}");
  private static final Pattern TABLE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,63}");
  private static final Pattern UNUSABLE_IN_COLUMN = Pattern.compile("[.`\"\\p{Cntrl}]");

  private final String fileName;
  private final Set<String> reserved;

  NameCheck(String fileName, Set<String> reserved) {
    this.fileName = fileName;
    this.reserved = reserved;
  }

  Optional<Problem> dataset(String name, long line) {
    if (SAS_NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    boolean usable = TABLE_NAME.matcher(name).matches();
    return Optional.of(
        problem(
                usable ? ProblemCode.ODD_NAME : ProblemCode.UNUSABLE_NAME,
                usable
                    ? "Dataset '%s' has a name that needs quoting in SQL.".formatted(name)
                    : "Cannot make a table of dataset '%s': use letters, digits and '_' in its name."
                        .formatted(name))
            .atLine(line));
  }

  Optional<Problem> column(ContentsRow row) {
    return column(row.column().sasName(), row.dataset()).map(problem -> problem.atLine(row.line()));
  }

  /** Checks the name of a column that a dataset has by its contents or by its file's header. */
  Optional<Problem> column(String name, String dataset) {
    Optional<Problem> found = Optional.empty();
    if (reserved.contains(name.toLowerCase(Locale.ROOT))) {
      found =
          Optional.of(
              problem(
                  ProblemCode.RESERVED_NAME,
                  "Cannot take column %s of %s: studylake adds a column of that name. Rename it in SAS."
                      .formatted(name, dataset)));
    } else if (UNUSABLE_IN_COLUMN.matcher(name).find()) {
      found =
          Optional.of(
              problem(
                  ProblemCode.UNUSABLE_NAME,
                  "Cannot take column '%s' of %s: a table's column has no point, quote or control character in its name. Rename it in SAS."
                      .formatted(name, dataset)));
    } else if (!SAS_NAME.matcher(name).matches()) {
      found =
          Optional.of(
              problem(
                  ProblemCode.ODD_NAME,
                  "Column '%s' of %s has a name that needs quoting in SQL."
                      .formatted(name, dataset)));
    }
    return found.map(problem -> problem.inColumn(name));
  }

  private Problem problem(ProblemCode code, String message) {
    return Problem.of(code, fileName, message);
  }
}
