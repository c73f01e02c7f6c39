package io.studylake.contents;

import io.studylake.contents.HeaderMatch.Place;
import io.studylake.contents.HeaderReader.Line;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import java.util.List;
import java.util.Optional;

/**
 * Knows a listing that ODS printed into a CSV file: title lines above the header, or a column Obs
 * with the number of each row. Its values are printed for readers, so it is no data.
 *
 * <p>Source: SAS 9.4 Output Delivery System: User's Guide, "ODS CSV Statement"; Base SAS 9.4
 * Procedures Guide, "PRINT Procedure: NOOBS".
 */
record OdsListing(DatasetSchema schema, String fileName) {
  /** So many records are looked at: more titles and notes than a listing has. */
  static final int RECORDS = 20;

  /** Whether a first record is no header: it names no column. */
  boolean mayHaveTitles(List<String> first) {
    return !schema.columns().isEmpty() && found(first) == 0;
  }

  /**
   * The problem of a file whose header, which names most of the columns, is not its first record.
   */
  Optional<Problem> titles(List<Line> first) {
    return first.stream()
        .skip(1)
        .filter(line -> found(line.fields()) * 2 > schema.columns().size())
        .findFirst()
        .map(line -> problem("has title lines above its header in line " + line.line()));
  }

  /** The problem of a file that starts with a column Obs, which the contents do not describe. */
  Optional<Problem> observations(List<String> header) {
    boolean numbered = !header.isEmpty() && header.get(0).strip().equalsIgnoreCase("Obs");
    return numbered && schema.column("obs").isEmpty()
        ? Optional.of(problem("starts with a column Obs"))
        : Optional.empty();
  }

  private long found(List<String> fields) {
    return HeaderMatch.of(schema, fields).stream().filter(Place::isFound).count();
  }

  private Problem problem(String what) {
    return Problem.of(
            ProblemCode.ODS_LISTING,
            fileName,
            "Cannot read %s: it %s, as a listing that ODS printed. Ask the sponsor for the output of PROC EXPORT, or of ODS CSV without titles and with NOOBS."
                .formatted(fileName, what))
        .atLine(1);
  }
}
