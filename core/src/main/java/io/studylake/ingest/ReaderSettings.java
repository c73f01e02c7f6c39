package io.studylake.ingest;

import io.studylake.csv.CsvFormat;
import io.studylake.sas.CellRules;
import io.studylake.sas.DateForm;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/**
 * How a study's files are read.
 *
 * @param charset UTF-8, or one byte per character
 * @param delimiter between fields
 * @param dates how dates are written where their text can be both; empty: such a file is refused
 * @param yearCutoff the first year of the hundred that two digits can mean
 * @param missingCharacters texts that mean a missing number beside SAS's own
 * @param quarantine what is done about records that cannot be read
 */
public record ReaderSettings(
    Charset charset,
    char delimiter,
    Optional<DateForm> dates,
    int yearCutoff,
    List<String> missingCharacters,
    QuarantinePolicy quarantine) {
  /** UTF-8, comma, SAS's own rules. */
  public static final ReaderSettings DEFAULT =
      new ReaderSettings(
          CsvFormat.DEFAULT.charset(),
          CsvFormat.DEFAULT.delimiter(),
          Optional.empty(),
          CellRules.DEFAULT.yearCutoff(),
          List.of());

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException when one cannot be used
   */
  public ReaderSettings {
    missingCharacters = List.copyOf(missingCharacters);
    if (yearCutoff < 1582 || yearCutoff > 9900) {
      throw new IllegalArgumentException(
          "Cannot use the year cutoff %d: SAS takes 1582 to 9900.".formatted(yearCutoff));
    }
    new CsvFormat(charset, delimiter, CsvFormat.DEFAULT.quote());
  }

  /** Settings under which bad records stop the delivery. */
  public ReaderSettings(
      Charset charset,
      char delimiter,
      Optional<DateForm> dates,
      int yearCutoff,
      List<String> missingCharacters) {
    this(charset, delimiter, dates, yearCutoff, missingCharacters, QuarantinePolicy.FAIL);
  }

  /** The same with another policy. */
  public ReaderSettings with(QuarantinePolicy policy) {
    return new ReaderSettings(charset, delimiter, dates, yearCutoff, missingCharacters, policy);
  }

  /** How the files are written. */
  public CsvFormat csvFormat() {
    return new CsvFormat(charset, delimiter, CsvFormat.DEFAULT.quote());
  }

  /** How numeric cells are read. */
  CellRules cellRules() {
    return new CellRules(yearCutoff, missingCharacters);
  }
}
