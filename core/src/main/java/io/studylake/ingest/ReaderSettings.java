package io.studylake.ingest;

import io.studylake.csv.CsvFormat;
import io.studylake.csv.CsvSettings;
import io.studylake.sas.CellRules;
import io.studylake.sas.DateForm;
import java.util.List;
import java.util.Optional;

/**
 * How a study's files are read.
 *
 * @param csv what is known of how they are written
 * @param mostColumns a file with more is refused
 * @param dates how dates are written where their text can be both; empty: such a file is refused
 * @param yearCutoff the first year of the hundred that two digits can mean
 * @param missingCharacters texts that mean a missing number beside SAS's own
 * @param quarantine what is done about records that cannot be read
 * @param defectsKept so many defects of a file and kind are kept with line, column and value
 */
public record ReaderSettings(
    CsvSettings csv,
    int mostColumns,
    Optional<DateForm> dates,
    int yearCutoff,
    List<String> missingCharacters,
    QuarantinePolicy quarantine,
    int defectsKept) {
  /** Everything is found out, by SAS's own rules. */
  public static final ReaderSettings DEFAULT =
      new ReaderSettings(
          CsvSettings.DEFAULT,
          5000,
          Optional.empty(),
          CellRules.DEFAULT.yearCutoff(),
          List.of(),
          QuarantinePolicy.FAIL,
          100);

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
  }

  /** The same for files written in another way. */
  public ReaderSettings with(CsvSettings other) {
    return new ReaderSettings(
        other, mostColumns, dates, yearCutoff, missingCharacters, quarantine, defectsKept);
  }

  /** The same with another policy. */
  public ReaderSettings with(QuarantinePolicy policy) {
    return new ReaderSettings(
        csv, mostColumns, dates, yearCutoff, missingCharacters, policy, defectsKept);
  }

  /** The same for cells written in another way. */
  public ReaderSettings with(Optional<DateForm> otherDates, CellRules rules) {
    return new ReaderSettings(
        csv,
        mostColumns,
        otherDates,
        rules.yearCutoff(),
        rules.missingCharacters(),
        quarantine,
        defectsKept);
  }

  /** How the contents are written, where nothing else is found out. */
  CsvFormat contentsFormat() {
    return new CsvFormat(
        csv.charset().orElse(CsvFormat.DEFAULT.charset()),
        csv.delimiter().orElse(CsvFormat.DEFAULT.delimiter()),
        csv.quote());
  }

  /** How numeric cells are read. */
  CellRules cellRules() {
    return new CellRules(yearCutoff, missingCharacters);
  }
}
