package io.studylake.report;

import io.studylake.gate.Finding;
import io.studylake.gate.Level;
import io.studylake.gate.Rules;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.problem.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What stops a delivery, and what to ask the sponsor: one question per file and kind of problem, in
 * words that a data manager can send. No delivered value is in it, since it is made to be mailed.
 */
final class Questions {
  private static final int PLACES = 5;

  private Questions() {}

  static List<Stop> stops(RunFacts facts) {
    List<Stop> stops = new ArrayList<>();
    for (Finding finding : facts.found().findings()) {
      if (finding.level() == Level.STOP) {
        stops.add(new Stop(finding.rule(), finding.message(), question(finding)));
      }
    }
    Problems problems = facts.found().problems();
    byFileAndCode(problems)
        .forEach(
            (at, examples) -> stops.add(stop(examples, problems.counts(at.file()).get(at.code()))));
    if (stops.isEmpty() && facts.outcome().verdict().compareTo(Heading.Verdict.REFUSED) >= 0) {
      stops.add(
          new Stop(
              facts.outcome().verdict().text().toLowerCase(Locale.ROOT),
              facts.outcome().summary(),
              Optional.empty()));
    }
    return stops;
  }

  private record At(String file, ProblemCode code) {}

  private static Map<At, List<Problem>> byFileAndCode(Problems problems) {
    Map<At, List<Problem>> groups = new LinkedHashMap<>();
    problems.kept().stream()
        .filter(Questions::concernsTheSponsor)
        .forEach(
            problem ->
                groups
                    .computeIfAbsent(
                        new At(problem.file(), problem.code()), at -> new ArrayList<>())
                    .add(problem));
    return groups;
  }

  /** What stops the delivery, and records that are set aside instead: their data are missing. */
  private static boolean concernsTheSponsor(Problem problem) {
    return problem.severity() == Severity.ERROR || problem.code().scope() == ProblemCode.Scope.ROW;
  }

  private static Stop stop(List<Problem> examples, long count) {
    Problem first = examples.get(0);
    String title = first.code().name();
    if (first.code() == ProblemCode.QUARANTINE_LIMIT) {
      // The limit is our own; what is wrong with the records stands beside it.
      return new Stop(title, first.message(), Optional.empty());
    }
    if (count == 1) {
      return new Stop(title, first.message(), Optional.of(question(first, place(first))));
    }
    StringBuilder places = new StringBuilder();
    examples.stream()
        .limit(PLACES)
        .forEach(p -> places.append(places.isEmpty() ? "" : "; ").append(at(p)));
    String where = places.isEmpty() ? "" : ", first at " + places;
    return new Stop(
        title,
        "%s times in %s. The first: %s"
            .formatted(Figures.count(count), first.file(), first.message()),
        Optional.of(
            question(
                first, "%s (%s places%s)".formatted(first.file(), Figures.count(count), where))));
  }

  private static String place(Problem problem) {
    String at = at(problem);
    return at.isEmpty() ? problem.file() : problem.file() + ", " + at;
  }

  private static String at(Problem problem) {
    List<String> parts = new ArrayList<>();
    problem.line().ifPresent(line -> parts.add("line " + line));
    problem.column().ifPresent(column -> parts.add("column " + column));
    return String.join(", ", parts);
  }

  private static String question(Problem problem, String place) {
    return "%s: %s".formatted(place, ask(problem));
  }

  /** What cures a problem, said to whoever exported the data; else what the problem says. */
  private static String ask(Problem problem) {
    return switch (problem.code()) {
      case NOT_A_NUMBER ->
          "the contents say numeric, the cell is no number. Please correct the cell, or the type in"
              + " the contents.";
      case NOT_A_DATE, NOT_A_DATETIME, NOT_A_TIME ->
          "the cell is not what its format prints. Please correct the cell, or the format in the"
              + " contents.";
      case DATE_OUT_OF_RANGE -> "the date is outside of the years 1582 to 9999. Please correct it.";
      case WRONG_VALUE_COUNT ->
          "the record has more or fewer values than the header has columns. Please export values"
              + " that hold a delimiter, a quote or a line break in quotes.";
      case SPLIT_RECORD ->
          "one record is spread over two lines. Please export values with line breaks in quotes, and"
              + " with LRECL large enough.";
      case STRAY_QUOTE, UNTERMINATED_QUOTE ->
          "a quote is not closed, or not doubled inside a value. Please export again with quotes"
              + " doubled; the file may also have been cut off.";
      case FORMAT_OVERFLOW ->
          "the cell holds asterisks, since its format is too narrow. Please export unformatted, or"
              + " with a wider format.";
      case KEY_PRECISION_LOST, PRECISION_LOST ->
          "digits were lost, since the format is too narrow. Please export with a wider format, such"
              + " as BEST32., or as characters.";
      case MIXED_DATE_FORM ->
          "dates are partly formatted and partly raw SAS numbers. Please export all in one way.";
      case DATE_FORM_UNDECIDED ->
          "dates can be read as formatted text or as raw SAS numbers. Which of the two are they?";
      case COLUMN_MISSING, COLUMN_NOT_IN_CONTENTS ->
          "file and contents do not name the same columns. Please export both from one data set.";
      case FILE_WITHOUT_CONTENTS ->
          "the contents do not describe this file. Please send contents of all datasets.";
      case CONTENTS_WITHOUT_FILE ->
          "the contents describe this dataset, but there is no file. Please send it, or contents"
              + " without it.";
      case ROW_COUNT_DIFFERS, ROWS_LOST ->
          "the file does not have as many records as the contents say. Was it cut off, or are the"
              + " contents of another export? Please send both from one data set.";
      case FILE_CUT_OFF ->
          "the file ends in the middle of a record. It was probably cut off; please send it again.";
      case ODS_LISTING ->
          "the file is a printed listing, with titles or a column Obs. Please send what PROC EXPORT"
              + " writes.";
      case FORMATS_UNREADABLE ->
          "the formats file cannot be read. Please send what PROC FORMAT CNTLOUT= writes, as CSV.";
      case COMPRESSED_FILE_UNUSABLE ->
          "the compressed file cannot be read. Please compress it again, or send it as it is.";
      case RECORD_TOO_LONG -> "a record is longer than any should be. Is a quote in it not closed?";
      case COLUMN_TWICE_IN_HEADER ->
          "two columns have the same name, but for upper and lower case. Please rename one.";
      case CONFLICTING_CONTENTS, DATASET_LISTED_TWICE ->
          "the contents describe this in two ways. Which one holds?";
      case EMPTY_FILE -> "the file is empty. Please export it again.";
      case NUL_BYTE, MALFORMED_TEXT, CHARSET_UNCERTAIN, CHARSET_UNSUPPORTED ->
          "the file is no text in the agreed character set. In which character set was it written?"
              + " UTF-8 is best.";
      case KEY_COLUMNS_MISSING ->
          "columns that tell patients, visits or sites are no longer in any dataset. Please send"
              + " them.";
      default -> problem.message();
    };
  }

  private static Optional<String> question(Finding finding) {
    String fact = finding.message().split("\\. ", 2)[0] + ".";
    return switch (finding.rule()) {
      case "dataset-missing" ->
          Optional.of(
              capital(fact)
                  + " Was it left out by mistake? Then please send it. Else please confirm that it"
                  + " was dropped for good.");
      case "patients-gone" ->
          Optional.of(
              capital(fact)
                  + " Were they renumbered, withdrawn or left out? Please send the list of who and"
                  + " why.");
      default ->
          // The others are defects of studylake.
          Rules.acceptable(finding.rule())
              ? Optional.of(
                  capital(fact)
                      + " Is that meant? Then please tell us why. Else please send a corrected"
                      + " delivery.")
              : Optional.empty();
    };
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
