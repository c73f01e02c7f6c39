package io.studylake.contents;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.studylake.csv.CsvFormat;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A small CSV file beside the datasets, a contents or a formats file. Which delimiter it has, and
 * how many title lines stand above its header, it tells itself: the header is the first record that
 * is one.
 *
 * @param header its header's names
 * @param rows the records after the header, of any number of values, with their lines
 */
record DelimitedText(CsvRecord header, List<CsvRecord> rows) {
  /** Far more than the contents of any study; what is larger is another file by mistake. */
  private static final int MOST_BYTES = 1 << 28;

  private static final int MOST_TITLE_LINES = 50;
  private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

  /**
   * Reads a file.
   *
   * @param content its bytes; the caller closes it
   * @param format how the dataset files are written, which is tried first
   * @param isHeader whether a record is the header; where none is, the first is taken
   * @param problems takes which charset and delimiter it has, where they are not the configured
   * @throws UnreadableTextException when it is no text, no CSV, empty or too large
   */
  static DelimitedText read(
      String fileName,
      InputStream content,
      CsvFormat format,
      Predicate<List<String>> isHeader,
      Problems problems)
      throws IOException {
    byte[] bytes = content.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new UnreadableTextException(
          "it is larger than %d MiB. Look whether it is a dataset.".formatted(MOST_BYTES >> 20));
    }
    String text = DecodedText.of(fileName, bytes, format.charset(), problems);
    Set<Character> delimiters = new LinkedHashSet<>(List.of(format.delimiter()));
    delimiters.addAll(DELIMITERS);
    for (char delimiter : delimiters) {
      CsvFormat tried = new CsvFormat(format.charset(), delimiter, format.quote());
      int titles = titleLines(text, tried, isHeader);
      if (titles >= 0) {
        if (delimiter != format.delimiter()) {
          problems.add(
              Problem.of(
                  ProblemCode.DELIMITER_DETECTED,
                  fileName,
                  "The delimiter of %s is %s.".formatted(fileName, name(delimiter))));
        }
        return of(text, tried, titles);
      }
    }
    return of(text, format, 0);
  }

  private static DelimitedText of(String text, CsvFormat format, int titles) {
    List<CsvRecord> records = new ArrayList<>();
    try (CsvReader<CsvRecord> reader = reader(text, format)) {
      reader.forEach(records::add);
    } catch (CsvParseException | IOException e) {
      long last = records.isEmpty() ? 0 : records.get(records.size() - 1).getStartingLineNumber();
      throw broken(last, e);
    }
    openQuote(text, format)
        .ifPresent(
            line -> {
              throw new UnreadableTextException(
                  "the quote in line %d is never closed.".formatted(line));
            });
    if (records.isEmpty()) {
      throw new UnreadableTextException("it is empty.");
    }
    return new DelimitedText(records.get(titles), records.subList(titles + 1, records.size()));
  }

  /** How many records stand before the header; -1 where there is none. */
  private static int titleLines(String text, CsvFormat format, Predicate<List<String>> isHeader) {
    try (CsvReader<CsvRecord> reader = reader(text, format)) {
      Iterator<CsvRecord> records = reader.iterator();
      for (int titles = 0; titles <= MOST_TITLE_LINES && records.hasNext(); titles++) {
        if (isHeader.test(records.next().getFields())) {
          return titles;
        }
      }
    } catch (CsvParseException | IOException e) {
      // Not with this delimiter; if with none, reading all of it says why.
      return -1;
    }
    return -1;
  }

  private static CsvReader<CsvRecord> reader(String text, CsvFormat format) {
    return CsvReader.builder()
        .fieldSeparator(format.delimiter())
        .quoteCharacter(format.quote())
        .allowMissingFields(true)
        .allowExtraFields(true)
        .ofCsvRecord(text);
  }

  private static UnreadableTextException broken(long lastLine, Exception e) {
    String cause = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    return new UnreadableTextException(
        "the record after line %d is broken (%s).".formatted(lastLine, cause));
  }

  /** The line of a quote that opens a field and is never closed, which FastCSV takes as it is. */
  private static OptionalLong openQuote(String text, CsvFormat format) {
    long line = 1;
    long opened = 0;
    boolean quoted = false;
    boolean fieldStart = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean lineBreak =
          c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
      line += lineBreak ? 1 : 0;
      if (c == format.quote() && (fieldStart || quoted)) {
        boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == format.quote();
        opened = quoted ? opened : line;
        i += doubled ? 1 : 0;
        quoted = !quoted || doubled;
        fieldStart = false;
      } else {
        fieldStart = !quoted && (c == format.delimiter() || c == '\n' || c == '\r');
      }
    }
    return quoted ? OptionalLong.of(opened) : OptionalLong.empty();
  }

  private static String name(char delimiter) {
    return switch (delimiter) {
      case ',' -> "a comma";
      case ';' -> "a semicolon";
      case '\t' -> "a tab";
      default -> "'" + delimiter + "'";
    };
  }
}
