package io.studylake.problem;

/**
 * Every kind of defect, with the severity it has unless the configuration gives another. Each says
 * what causes it and what cures it.
 */
public enum ProblemCode {
  // Of the contents.

  /** The contents give one column twice with the same words. Cure: export the contents once. */
  COLUMN_LISTED_TWICE(Severity.WARNING),
  /** The contents describe one column in two ways. Cure: say which one holds. */
  CONFLICTING_CONTENTS(Severity.ERROR),
  /** Two libraries hold a dataset of one name, with different columns. Cure: name one library. */
  DATASET_LISTED_TWICE(Severity.ERROR),
  /** A type that is neither numeric nor character. Cure: SAS writes 1 or 2, Num or Char. */
  UNKNOWN_TYPE(Severity.ERROR),
  /** A contents row without a dataset or a column name. Cure: export the contents again. */
  INCOMPLETE_CONTENTS_ROW(Severity.ERROR),
  /** A name that SAS takes only with VALIDVARNAME=ANY. It is kept; many tools have to quote it. */
  ODD_NAME(Severity.WARNING),
  /** A name that no table can have, as one with a point. Cure: rename it in SAS. */
  UNUSABLE_NAME(Severity.ERROR),
  /** A column of the name of one that studylake adds. Cure: rename it in SAS. */
  RESERVED_NAME(Severity.ERROR),

  // Of files against contents.

  /** A column of the contents that the file's header lacks. Cure: export both from one data set. */
  COLUMN_MISSING(Severity.ERROR),
  /** A column of the file's header that the contents lack. Cure: export both from one data set. */
  COLUMN_NOT_IN_CONTENTS(Severity.ERROR),
  /** Two columns of a header whose names are equal but for case. Cure: rename one in SAS. */
  COLUMN_TWICE_IN_HEADER(Severity.ERROR),
  /** A header name with blanks around it, read without them. */
  BLANKS_IN_HEADER(Severity.NOTE),
  /** The file's columns stand in another order than VARNUM gives; the table follows VARNUM. */
  COLUMN_ORDER_DIFFERS(Severity.NOTE),
  /** A file that the contents do not describe. Cure: add its rows to the contents. */
  FILE_WITHOUT_CONTENTS(Severity.ERROR),
  /** A dataset of the contents without a file. Cure: deliver it, or take it from the contents. */
  CONTENTS_WITHOUT_FILE(Severity.ERROR),
  /** Two files for one dataset. Cure: deliver one. */
  DUPLICATE_FILE(Severity.ERROR),
  /** A file without even a header. Cure: export it again. */
  EMPTY_FILE(Severity.ERROR),
  /** A dataset without rows, as its NOBS says. */
  NO_ROWS(Severity.NOTE),
  /**
   * NOBS is not the number of rows in the file, as in a file that was cut off. Cure: export both
   * from one data set.
   */
  ROW_COUNT_DIFFERS(Severity.ERROR),
  /** NOBS is missing or negative, as for views, so the number of rows was not checked. */
  ROW_COUNT_UNKNOWN(Severity.NOTE),

  // Of a file's text.

  /** Bytes that are no text in the configured charset. Cure: set {@code delivery.charset}. */
  MALFORMED_TEXT(Severity.ERROR),
  /** A quote that opens a field and is never closed: a file cut off, or a quote not doubled. */
  UNTERMINATED_QUOTE(Severity.ERROR),
  /** Text between a closing quote and the delimiter: a quote inside a field was not doubled. */
  STRAY_QUOTE(Severity.ERROR),
  /** Records end in several ways, and quoted fields hold line breaks. Cure: write one line end. */
  MIXED_LINE_ENDS(Severity.ERROR),
  /** A line ends in a carriage return alone: often one inside a value that was not quoted. */
  LONE_CARRIAGE_RETURN(Severity.WARNING),

  /** Line breaks inside quotes that look like the file's record ends are read as LF. */
  LINE_BREAKS_CHANGED(Severity.NOTE),

  // Of records and cells.

  /** A record with more or fewer values than the header has columns. */
  WRONG_VALUE_COUNT(Severity.ERROR),
  /** More or fewer rows were read than the file has records. */
  ROWS_LOST(Severity.ERROR),
  /** A numeric cell that is neither a number nor a missing value. */
  NOT_A_NUMBER(Severity.ERROR),
  /** A cell of a date column that its format does not print. */
  NOT_A_DATE(Severity.ERROR),
  /** A cell of a datetime column that its format does not print. */
  NOT_A_DATETIME(Severity.ERROR),
  /** A cell of a time column that its format does not print. */
  NOT_A_TIME(Severity.ERROR),
  /** A date or datetime outside of the years 1582 to 9999 that SAS knows. */
  DATE_OUT_OF_RANGE(Severity.ERROR),
  /** An id or key printed with an exponent, so that digits are lost. Cure: a wider format. */
  KEY_PRECISION_LOST(Severity.ERROR),
  /** A cell of asterisks: the format was too narrow. Cure: export unformatted or wider. */
  FORMAT_OVERFLOW(Severity.ERROR),
  /** One file holds formatted text and raw SAS numbers. Cure: export all in one way. */
  MIXED_DATE_FORM(Severity.ERROR),
  /**
   * Every cell could be formatted text or a raw SAS number. Cure: set {@code delivery.dates} to
   * {@code formatted} or {@code raw}.
   */
  DATE_FORM_UNDECIDED(Severity.ERROR),
  /** Whether a file's dates were read as formatted text or as raw SAS numbers, and why. */
  DATE_FORM_USED(Severity.NOTE),
  /** Years of two digits, completed by YEARCUTOFF. Cure: use a wider format. */
  TWO_DIGIT_YEAR(Severity.WARNING),
  /** A format that prints less than a day, or less than a second of a datetime. */
  PRECISION_REDUCED(Severity.NOTE),
  // Of a dataset against its earlier snapshot.

  /** A column of the parent snapshot that is not delivered any more. */
  COLUMN_DROPPED(Severity.WARNING),
  /** A column whose type is another than in the parent snapshot. */
  TYPE_CHANGED(Severity.WARNING),
  /** A dataset of the parent snapshot that is in neither files nor contents. */
  DATASET_DROPPED(Severity.WARNING),

  // Of keys.

  /** No dataset has a patient column. Cure: name it in {@code keys.roles}. */
  NO_KEY_COLUMNS(Severity.WARNING),
  /** No dataset has the columns of an entity that has keys already. Cure: deliver them. */
  KEY_COLUMNS_MISSING(Severity.ERROR),
  /** A key column that is numeric in one dataset and character in another. */
  KEY_TYPE_DIFFERS(Severity.WARNING),
  /** Patients for whom the subject datasets name several locations. */
  AMBIGUOUS_LOCATION(Severity.WARNING),
  /** Patients whose location is known from an earlier delivery only. */
  LOCATION_LAST_KNOWN(Severity.NOTE),

  // What was read, and how.

  /** Special missing values ({@code .A} to {@code .Z}, {@code ._}), read as null. */
  SPECIAL_MISSING(Severity.NOTE);

  private final Severity defaultSeverity;

  ProblemCode(Severity defaultSeverity) {
    this.defaultSeverity = defaultSeverity;
  }

  /**
   * Whether the configuration may make it less than an error. Codes that tell of cells, records or
   * columns that were not read as they were written may not: what was published would be wrong.
   */
  public boolean mayBeLowered() {
    return defaultSeverity != Severity.ERROR || this == ROW_COUNT_DIFFERS;
  }

  /** The severity unless the configuration gives another. */
  public Severity defaultSeverity() {
    return defaultSeverity;
  }
}
