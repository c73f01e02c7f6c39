package io.studylake.ingest;

import io.studylake.contents.ColumnSchema;
import io.studylake.contents.ColumnType;
import io.studylake.contents.DatasetSchema;
import io.studylake.contents.SasType;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.sas.CellReaders;
import io.studylake.sas.CellRules;
import io.studylake.sas.DateForm;
import io.studylake.sas.FormDecider;
import io.studylake.sas.FormDecider.Verdict;
import io.studylake.sas.FormatFamily;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a file holds formatted dates or raw SAS numbers: its formats are the same in both, so the
 * first cell that can be only one of them decides for the whole file.
 *
 * @param form how the file is read
 * @param finding what the report says about it; empty when no cell needed a decision
 */
record DateFormDecision(DateForm form, Optional<Problem> finding) {
  private static final DateFormDecision NOT_NEEDED =
      new DateFormDecision(DateForm.FORMATTED, Optional.empty());

  /** Opens the file's records; only called when there is a column that needs the decision. */
  @FunctionalInterface
  interface Records {
    RecordFields open() throws IOException;
  }

  /** Reads records until one decides. */
  static DateFormDecision of(
      String fileName,
      DatasetSchema schema,
      List<String> header,
      CellRules rules,
      Optional<DateForm> configured,
      Records records)
      throws IOException {
    Map<Integer, FormDecider> deciders = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      ColumnSchema column = schema.column(header.get(i)).orElseThrow();
      if (hasTwoForms(column)) {
        deciders.put(i, CellReaders.decider(column.format(), rules));
      }
    }
    return deciders.isEmpty() ? NOT_NEEDED : look(fileName, header, deciders, configured, records);
  }

  /** Whether a column's text can be formatted or raw. */
  private static boolean hasTwoForms(ColumnSchema column) {
    return column.sasType() == SasType.NUM
        && column.type() != ColumnType.USER_FORMAT
        && (column.type() != ColumnType.DOUBLE
            || column.format().family() == FormatFamily.COMMA_AS_POINT);
  }

  private static DateFormDecision look(
      String fileName,
      List<String> header,
      Map<Integer, FormDecider> deciders,
      Optional<DateForm> configured,
      Records records)
      throws IOException {
    boolean ambiguous = false;
    try (RecordFields fields = records.open()) {
      for (var next = fields.next(); next.isPresent(); next = fields.next()) {
        String[] cells = next.get().cells();
        for (Map.Entry<Integer, FormDecider> decider : deciders.entrySet()) {
          int column = decider.getKey();
          Verdict verdict =
              cells.length == header.size()
                  ? decider.getValue().judge(cells[column])
                  : Verdict.NOTHING;
          if (verdict == Verdict.FORMATTED || verdict == Verdict.RAW) {
            return decided(fileName, verdict, next.get().line(), header.get(column));
          }
          ambiguous |= verdict == Verdict.EITHER;
        }
      }
    }
    if (!ambiguous) {
      return NOT_NEEDED;
    }
    return configured.map(form -> configured(fileName, form)).orElseGet(() -> undecided(fileName));
  }

  private static DateFormDecision decided(
      String fileName, Verdict verdict, long line, String column) {
    DateForm form = verdict == Verdict.RAW ? DateForm.RAW : DateForm.FORMATTED;
    return used(fileName, form, "line %d, column %s can be nothing else".formatted(line, column));
  }

  private static DateFormDecision configured(String fileName, DateForm form) {
    return used(fileName, form, "the text can be both, and delivery.dates says so");
  }

  private static DateFormDecision used(String fileName, DateForm form, String why) {
    String words = form == DateForm.RAW ? "raw SAS numbers" : "formatted text";
    return new DateFormDecision(
        form,
        Optional.of(
            Problem.of(
                ProblemCode.DATE_FORM_USED,
                fileName,
                "Dates and times of %s were read as %s: %s.".formatted(fileName, words, why))));
  }

  private static DateFormDecision undecided(String fileName) {
    return new DateFormDecision(
        DateForm.FORMATTED,
        Optional.of(
            Problem.of(
                ProblemCode.DATE_FORM_UNDECIDED,
                fileName,
                "Cannot tell whether the dates of %s are formatted text or raw SAS numbers: every cell can be both. Set delivery.dates to formatted or raw."
                    .formatted(fileName))));
  }
}
