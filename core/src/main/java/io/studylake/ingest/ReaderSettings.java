package io.studylake.ingest;

import io.studylake.csv.CsvFormat;
import io.studylake.csv.CsvSettings;
import io.studylake.problem.ProblemCode;
import io.studylake.sas.CellRules;
import io.studylake.sas.DateForm;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a study's files are read.
 *
 * @param csv what is known of how they are written
 * @param mostColumns a file with more is refused
 * @param dates how dates are written where their text can be both; empty: such a file is refused
 * @param yearCutoff the first year of the hundred that two digits can mean
 * @param missingCharacters texts that mean a missing number beside SAS's own
 * @param quarantine what is done about records that cannot be read
 * @param raised codes that the configuration makes errors: a file that is as before has to be read
 *     again to know whether it has one
 * @param defectsKept so many defects of a file and kind are kept with line, column and value
 */
public record ReaderSettings(
    CsvSettings csv,
    int mostColumns,
    Optional<DateForm> dates,
    int yearCutoff,
    List<String> missingCharacters,
    QuarantinePolicy quarantine,
    Set<ProblemCode> raised,
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
          Set.of(),
          100);

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException when one cannot be used
   */
  public ReaderSettings {
    missingCharacters = List.copyOf(missingCharacters);
    raised = Collections.unmodifiableSet(new TreeSet<>(raised));
    if (yearCutoff < 1582 || yearCutoff > 9900) {
      throw new IllegalArgumentException(
          "Cannot use the year cutoff %d: SAS takes 1582 to 9900.".formatted(yearCutoff));
    }
  }

  /** The same for files written in another way. */
  public ReaderSettings with(CsvSettings other) {
    return new ReaderSettings(
        other, mostColumns, dates, yearCutoff, missingCharacters, quarantine, raised, defectsKept);
  }

  /** The same with another policy. */
  public ReaderSettings with(QuarantinePolicy policy) {
    return new ReaderSettings(
        csv, mostColumns, dates, yearCutoff, missingCharacters, policy, raised, defectsKept);
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
        raised,
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
