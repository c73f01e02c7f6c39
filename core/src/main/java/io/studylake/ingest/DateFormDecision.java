package io.studylake.ingest;

import io.studylake.contents.ColumnSchema;
import io.studylake.contents.ColumnType;
import io.studylake.contents.ReconciledDataset;
import io.studylake.contents.SasType;
import io.studylake.csv.RecordParser;
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
    RecordParser open() throws IOException;
  }

  /** Reads records until one decides. */
  static DateFormDecision of(
      ReconciledDataset dataset, CellRules rules, Optional<DateForm> configured, Records records)
      throws IOException {
    Map<Integer, FormDecider> deciders = new LinkedHashMap<>();
    List<String> header = dataset.header();
    for (int i = 0; i < header.size(); i++) {
      Optional<ColumnSchema> column = dataset.schema().column(header.get(i));
      if (column.filter(DateFormDecision::hasTwoForms).isPresent()) {
        deciders.put(i, CellReaders.decider(column.get().format(), rules));
      }
    }
    return deciders.isEmpty() ? NOT_NEEDED : new Search(dataset, deciders, configured).in(records);
  }

  /** Whether a column's text can be formatted or raw. */
  private static boolean hasTwoForms(ColumnSchema column) {
    return column.sasType() == SasType.NUM
        && column.type() != ColumnType.USER_FORMAT
        && (column.type() != ColumnType.DOUBLE
            || column.format().family() == FormatFamily.COMMA_AS_POINT);
  }

  private record Search(
      ReconciledDataset dataset,
      Map<Integer, FormDecider> deciders,
      Optional<DateForm> configured) {

    DateFormDecision in(Records records) throws IOException {
      boolean ambiguous = false;
      try (RecordParser parser = records.open()) {
        parser.next();
        while (parser.next()) {
          if (parser.fields() != dataset.header().size() || parser.stray()) {
            continue;
          }
          for (Map.Entry<Integer, FormDecider> decider : deciders.entrySet()) {
            int column = decider.getKey();
            Verdict verdict = decider.getValue().judge(cell(parser, column));
            if (verdict == Verdict.FORMATTED || verdict == Verdict.RAW) {
              return decided(verdict, parser.line(), dataset.header().get(column));
            }
            ambiguous |= verdict == Verdict.EITHER;
          }
        }
      }
      if (!ambiguous) {
        return NOT_NEEDED;
      }
      return configured
          .map(form -> used(form, "the text can be both, and studylake.delivery.dates says so"))
          .orElseGet(this::undecided);
    }

    private String cell(RecordParser parser, int column) {
      byte[] value = parser.value(column);
      return value.length == 0 ? null : new String(value, dataset.format().charset());
    }

    private DateFormDecision decided(Verdict verdict, long line, String column) {
      DateForm form = verdict == Verdict.RAW ? DateForm.RAW : DateForm.FORMATTED;
      return used(form, "line %d, column %s can be nothing else".formatted(line, column));
    }

    private DateFormDecision used(DateForm form, String why) {
      String words = form == DateForm.RAW ? "raw SAS numbers" : "formatted text";
      return new DateFormDecision(
          form,
          Optional.of(
              Problem.of(
                  ProblemCode.DATE_FORM_USED,
                  fileName(),
                  "Dates and times of %s were read as %s: %s.".formatted(fileName(), words, why))));
    }

    private DateFormDecision undecided() {
      return new DateFormDecision(
          DateForm.FORMATTED,
          Optional.of(
              Problem.of(
                  ProblemCode.DATE_FORM_UNDECIDED,
                  fileName(),
                  "Cannot tell whether the dates of %s are formatted text or raw SAS numbers: every cell can be both. Set studylake.delivery.dates to formatted or raw."
                      .formatted(fileName()))));
    }

    private String fileName() {
      return dataset.file().fileName();
    }
  }
}
