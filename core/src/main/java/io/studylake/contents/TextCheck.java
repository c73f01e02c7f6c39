package io.studylake.contents;

import io.studylake.csv.CharsetChoice;
import io.studylake.csv.CsvFormat;
import io.studylake.csv.CsvScan;
import io.studylake.csv.CsvSettings;
import io.studylake.delivery.DeliveredFile;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.OptionalLong;

/** Checks a file's text: its charset, its delimiter, and what the archiving pass saw of it. */
final class TextCheck {
  private final CsvSettings csv;
  private final CsvScan.Facts facts;
  private final CharsetChoice choice;
  private final String name;
  private final Problems problems;

  /**
   * A check.
   *
   * @param columns how many columns the contents give
   */
  TextCheck(CsvSettings csv, int columns, DeliveredFile file, Problems problems) {
    this.csv = csv;
    this.facts = file.scan();
    this.choice = CharsetChoice.of(csv.charset(), facts, columns);
    this.name = file.fileName();
    this.problems = problems;
  }

  /** How the file is written; empty when its charset cannot be told. */
  Optional<CsvFormat> format() {
    Optional<String> wide = facts.text().wideMark();
    if (wide.isPresent()) {
      problem(
          ProblemCode.CHARSET_UNSUPPORTED,
          "Cannot read %s: it is %s, which has more than a byte for each character. Ask for it in UTF-8."
              .formatted(name, wide.get()));
      return Optional.empty();
    }
    if (!charsetIsSound()) {
      return Optional.empty();
    }
    boolean found = csv.delimiter().isEmpty() && facts.delimiter() != CsvFormat.DEFAULT.delimiter();
    if (found) {
      problem(
          ProblemCode.DELIMITER_DETECTED,
          "%s was read with the delimiter %s, which its header holds most often."
              .formatted(name, facts.delimiter() == '\t' ? "tab" : "'" + facts.delimiter() + "'"));
    }
    return Optional.of(new CsvFormat(choice.charset(), facts.delimiter(), csv.quote()));
  }

  private boolean charsetIsSound() {
    Charset charset = choice.charset();
    switch (choice.doubt()) {
      case NONE -> {
        Optional<CsvScan.Position> bad = facts.text().malformed(charset);
        bad.ifPresent(
            at ->
                problems.add(
                    Problem.of(
                            ProblemCode.MALFORMED_TEXT,
                            name,
                            "Cannot read %s: line %d (byte %d) is not %s text. Set studylake.delivery.charset to the charset it is written in, for example windows-1252."
                                .formatted(name, at.line(), at.offset(), charset.name()))
                        .atLine(at.line())));
        return bad.isEmpty();
      }
      case LOOKS_LIKE_UTF8 -> {
        problem(
            ProblemCode.CHARSET_DETECTED,
            "%s was read as %s, as studylake.delivery.charset says, but its bytes are UTF-8 (%s). Look at these words; if they are wrong, set studylake.delivery.charset = UTF-8."
                .formatted(name, charset.name(), String.join(", ", choice.samples())));
        return true;
      }
      case LIKELY -> {
        problem(
            ProblemCode.CHARSET_DETECTED,
            "%s is no UTF-8 and was read as windows-1252 (%s). Look at these words; if they are right, set studylake.delivery.charset = windows-1252."
                .formatted(name, String.join(", ", choice.samples())));
        return true;
      }
      default -> {
        problem(
            ProblemCode.CHARSET_UNCERTAIN,
            "Cannot read %s: it is no UTF-8, and windows-1252 is unlikely, as %s. Ask which charset it is written in, and set studylake.delivery.charset."
                .formatted(
                    name,
                    choice.doubt() == CharsetChoice.Doubt.TOO_MANY
                        ? "more than 1 % of its cells hold other characters than ASCII"
                        : "it holds bytes that windows-1252 does not have"));
        return false;
      }
    }
  }

  /** Whether its records can be told apart. */
  boolean isSound() {
    at(
        facts.text().nulLine(),
        ProblemCode.NUL_BYTE,
        "Cannot read %s: line %d holds a byte 00, which no text has. Ask for a new export; the file is broken, or UTF-16.");
    at(
        facts.tooLong(),
        ProblemCode.RECORD_TOO_LONG,
        "Cannot read %s: the record in line %d is longer than studylake.delivery.longest-record. Look for a quote there that is not closed, or raise the limit.");
    at(
        facts.unterminatedQuote(),
        ProblemCode.UNTERMINATED_QUOTE,
        "Cannot read %s: the quote that opens in line %d is never closed. The file is cut off, or a quote in a field is not doubled.");
    at(
        facts.loneCarriageReturn(),
        ProblemCode.LONE_CARRIAGE_RETURN,
        "%s: line %d ends in a carriage return alone. If it stands in a value, export that value in quotes.");
    facts
        .quoteInText()
        .ifPresent(
            line ->
                problems.add(
                    Problem.of(
                            ProblemCode.QUOTE_IN_TEXT,
                            name,
                            "%s holds quotes inside values that do not start with one (%,d, first in line %d); they were read as text."
                                .formatted(name, facts.quotesInText(), line))
                        .atLine(line)));
    return facts.text().nulLine().isEmpty()
        && facts.tooLong().isEmpty()
        && facts.unterminatedQuote().isEmpty();
  }

  private void at(OptionalLong line, ProblemCode code, String message) {
    line.ifPresent(
        at -> problems.add(Problem.of(code, name, message.formatted(name, at)).atLine(at)));
  }

  private void problem(ProblemCode code, String message) {
    problems.add(Problem.of(code, name, message));
  }
}
