package io.studylake.sas;

import java.io.Serializable;
import java.util.List;

/**
 * What a study decides about reading numeric cells.
 *
 * @param yearCutoff the first year of the hundred that two digits can mean (SAS option YEARCUTOFF=)
 * @param missingCharacters texts that mean missing beside SAS's own (SAS option MISSING=)
 */
public record CellRules(int yearCutoff, List<String> missingCharacters) implements Serializable {
  /** SAS's own rules. */
  public static final CellRules DEFAULT = new CellRules(1926, List.of());

  /** Copies what is mutable. */
  public CellRules {
    missingCharacters = List.copyOf(missingCharacters);
  }

  /** The year that two digits mean. */
  int fullYear(int twoDigits) {
    int year = yearCutoff - yearCutoff % 100 + twoDigits;
    return year < yearCutoff ? year + 100 : year;
  }
}
