package io.studylake.problem;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One defect found in a delivery.
 *
 * @param file the delivered file's name, for example {@code ae.csv}
 * @param line the line in that file on which the record starts, from 1 (the header), where known
 * @param column the column's name as the contents write it; empty when the whole record or file is
 *     meant
 * @param code what kind of defect
 * @param severity what it does to the delivery
 * @param value the cell's text as delivered; empty when no cell is meant. Never logged
 * @param message what is wrong and what to do, without the value
 */
public record Problem(
    String file,
    OptionalLong line,
    Optional<String> column,
    ProblemCode code,
    Severity severity,
    Optional<String> value,
    String message) {

  /** By file, line (those of the whole file first), column, code and message. */
  public static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::file)
          .thenComparingLong(problem -> problem.line().orElse(0))
          .thenComparing(problem -> problem.column().orElse(""))
          .thenComparing(Problem::code)
          .thenComparing(Problem::message)
          .thenComparing(problem -> problem.value().orElse(""));

  /** A problem of a whole file, of its code's own severity. */
  public static Problem of(ProblemCode code, String file, String message) {
    return new Problem(
        file,
        OptionalLong.empty(),
        Optional.empty(),
        code,
        code.defaultSeverity(),
        Optional.empty(),
        message);
  }

  /** The same at a line. */
  public Problem atLine(long number) {
    return new Problem(file, OptionalLong.of(number), column, code, severity, value, message);
  }

  /** The same in a column. */
  public Problem inColumn(String name) {
    return new Problem(file, line, Optional.of(name), code, severity, value, message);
  }

  /** The same about a cell. */
  public Problem ofCell(String text) {
    return new Problem(file, line, column, code, severity, Optional.of(text), message);
  }

  /** The same with another severity. */
  public Problem withSeverity(Severity other) {
    return new Problem(file, line, column, code, other, value, message);
  }
}
