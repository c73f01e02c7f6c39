package io.studylake.problem;

/**
 * Every kind of defect, with the severity it has unless the configuration gives another, and what
 * can be done with the data around it. Each says what causes it and what cures it.
 */
public enum ProblemCode {
  // Of the contents.

  /** The contents give one column twice with the same words. Cure: export the contents once. */
  COLUMN_LISTED_TWICE(Severity.WARNING),
  /** The contents describe one column in two ways. Cure: say which one holds. */
  CONFLICTING_CONTENTS(Severity.ERROR, Scope.STRUCTURE),
  /** Two libraries hold a dataset of one name, with different columns. Cure: name one library. */
  DATASET_LISTED_TWICE(Severity.ERROR, Scope.STRUCTURE),
  /** A type that is neither numeric nor character. Cure: SAS writes 1 or 2, Num or Char. */
  UNKNOWN_TYPE(Severity.ERROR),
  /** A contents row without a dataset or a column name. Cure: export the contents again. */
  INCOMPLETE_CONTENTS_ROW(Severity.ERROR, Scope.STRUCTURE),
  /** A name that SAS takes only with VALIDVARNAME=ANY. It is kept; many tools have to quote it. */
  ODD_NAME(Severity.WARNING),
  /** A name that no table can have, as one with a point. Cure: rename it in SAS. */
  UNUSABLE_NAME(Severity.ERROR),
  /** A column of the name of one that studylake adds. Cure: rename it in SAS. */
  RESERVED_NAME(Severity.ERROR),

  // Of files against contents.

  /** A column of the contents that the file's header lacks. Cure: export both from one data set. */
  COLUMN_MISSING(Severity.ERROR, Scope.STRUCTURE),
  /** A column of the file's header that the contents lack. Cure: export both from one data set. */
  COLUMN_NOT_IN_CONTENTS(Severity.ERROR, Scope.STRUCTURE),
  /** Two columns of a header whose names are equal but for case. Cure: rename one in SAS. */
  COLUMN_TWICE_IN_HEADER(Severity.ERROR, Scope.STRUCTURE),
  /** The header holds labels instead of names (PROC EXPORT LABEL); columns were found by label. */
  HEADER_BY_LABEL(Severity.NOTE),
  /** Names that are equal but for case in file and contents; the tables have lower case. */
  CASE_DIFFERS(Severity.NOTE),
  /**
   * Title lines or a column Obs before the data: a listing printed by ODS. Cure: PROC EXPORT, or
   * ODS CSV without titles and with NOOBS.
   */
  ODS_LISTING(Severity.ERROR),
  /** A header name with blanks around it, read without them. */
  BLANKS_IN_HEADER(Severity.NOTE),
  /** The file's columns stand in another order than VARNUM gives; the table follows VARNUM. */
  COLUMN_ORDER_DIFFERS(Severity.NOTE),
  /** A file that the contents do not describe. Cure: add its rows to the contents. */
  FILE_WITHOUT_CONTENTS(Severity.ERROR, Scope.STRUCTURE),
  /** A dataset of the contents without a file. Cure: deliver it, or take it from the contents. */
  CONTENTS_WITHOUT_FILE(Severity.ERROR, Scope.STRUCTURE),
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
  ROW_COUNT_DIFFERS(Severity.ERROR, Scope.STRUCTURE),
  /** NOBS is missing or negative, as for views, so the number of rows was not checked. */
  ROW_COUNT_UNKNOWN(Severity.NOTE),

  // Of a file's text.

  /** Bytes that are no text in the configured charset. Cure: set {@code delivery.charset}. */
  MALFORMED_TEXT(Severity.ERROR),
  /** A quote that opens a field and is never closed: a file cut off, or a quote not doubled. */
  UNTERMINATED_QUOTE(Severity.ERROR),
  /** Text between a closing quote and the delimiter: a quote inside a field was not doubled. */
  STRAY_QUOTE(Severity.ERROR, Scope.ROW),
  /**
   * The bytes are not UTF-8 and were read as windows-1252, as SAS writes them on Windows. Cure:
   * look at the sample words, then set {@code delivery.charset}.
   */
  CHARSET_DETECTED(Severity.WARNING),
  /**
   * The bytes are neither UTF-8 nor plausible windows-1252: bytes that it does not have, or more
   * than 1 % of the cells not ASCII. Cure: set {@code delivery.charset}.
   */
  CHARSET_UNCERTAIN(Severity.ERROR),
  /** UTF-16 or UTF-32. Cure: export in UTF-8. */
  CHARSET_UNSUPPORTED(Severity.ERROR),
  /** Which delimiter was found in a file's header, where it is not a comma. */
  DELIMITER_DETECTED(Severity.NOTE),
  /** A byte 00, which no text has. Cure: export again; the file may be UTF-16 or broken. */
  NUL_BYTE(Severity.ERROR),
  /**
   * A record longer than {@code delivery.longest-record}: often a quote that is not closed. Cure:
   * correct it, or raise the limit.
   */
  RECORD_TOO_LONG(Severity.ERROR),
  /**
   * More columns than {@code delivery.most-columns}. Cure: split the dataset, or raise the limit.
   */
  TOO_MANY_COLUMNS(Severity.ERROR),
  /** A file in gzip or zip, which one task reads from end to end. */
  COMPRESSED_FILE(Severity.NOTE),
  /**
   * A compressed file that is broken, holds several files, or grows beyond all measure. Cure:
   * compress it again, or deliver it uncompressed.
   */
  COMPRESSED_FILE_UNUSABLE(Severity.ERROR),
  /** Quotes inside fields that do not start with one, read as text: {@code 5" scar}. */
  QUOTE_IN_TEXT(Severity.NOTE),
  /** A line ends in a carriage return alone: often one inside a value that was not quoted. */
  LONE_CARRIAGE_RETURN(Severity.WARNING),

  // Of records and cells.

  /** A record with more or fewer values than the header has columns. */
  WRONG_VALUE_COUNT(Severity.ERROR, Scope.ROW),
  /**
   * A short record followed by another: an unquoted line break, or a record that LRECL cut. Cure:
   * export the values in quotes, with LRECL large enough.
   */
  SPLIT_RECORD(Severity.ERROR, Scope.ROW),
  /**
   * The last record has too few values and no line end: the file was cut off. Cure: send it again.
   */
  FILE_CUT_OFF(Severity.ERROR),
  /** More or fewer rows were read than the file has records. */
  ROWS_LOST(Severity.ERROR),
  /** A numeric cell that is neither a number nor a missing value. */
  NOT_A_NUMBER(Severity.ERROR, Scope.ROW),
  /** A cell of a date column that its format does not print. */
  NOT_A_DATE(Severity.ERROR, Scope.ROW),
  /** A cell of a datetime column that its format does not print. */
  NOT_A_DATETIME(Severity.ERROR, Scope.ROW),
  /** A cell of a time column that its format does not print. */
  NOT_A_TIME(Severity.ERROR, Scope.ROW),
  /** A date or datetime outside of the years 1582 to 9999 that SAS knows. */
  DATE_OUT_OF_RANGE(Severity.ERROR, Scope.ROW),
  /** An id or key printed with an exponent, so that digits are lost. Cure: a wider format. */
  KEY_PRECISION_LOST(Severity.ERROR, Scope.ROW),
  /** A whole number with more digits than a double holds. Cure: deliver it as characters. */
  PRECISION_LOST(Severity.ERROR, Scope.ROW),
  /** A cell of asterisks: the format was too narrow. Cure: export unformatted or wider. */
  FORMAT_OVERFLOW(Severity.ERROR, Scope.ROW),
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
  /** Values of more characters than LENGTH. Cure: deliver contents and files of one data set. */
  LONGER_THAN_LENGTH(Severity.WARNING),
  /** Values of more bytes than LENGTH, as UTF-8 makes of characters that are no ASCII. */
  MORE_BYTES_THAN_LENGTH(Severity.NOTE),
  /** Values that fill a LENGTH of 100 bytes or more, so that they may have been cut off. */
  MAYBE_TRUNCATED(Severity.NOTE),
  /** Codes that {@code formats.csv} does not decode for their user format; kept as they are. */
  CODE_WITHOUT_LABEL(Severity.WARNING),
  /** Codes of a user format that no formats file has; kept as text. Cure: deliver the catalog. */
  CODES_NOT_DECODED(Severity.NOTE),
  /** The formats file cannot be read. Cure: deliver what PROC FORMAT CNTLOUT= writes. */
  FORMATS_UNREADABLE(Severity.ERROR),

  // Of a dataset against its earlier snapshot.

  /**
   * A user format was printed as codes before and as labels now, or the other way. Cure: ask the
   * sponsor to export both in one way.
   */
  FORMAT_STATE_CHANGED(Severity.WARNING),

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
  SPECIAL_MISSING(Severity.NOTE),
  /** More rows of a dataset are set aside than {@code problems.quarantine-limit} allows. */
  QUARANTINE_LIMIT(Severity.ERROR);

  /** What can be done with the data around a defect. */
  public enum Scope {
    /** One record is bad: it can be set aside, and the others are sound. */
    ROW,
    /** File and contents do not fit, but what fits can be read around it. */
    STRUCTURE,
    /** Nothing of the file or of the delivery can be trusted; or no defect at all. */
    WHOLE
  }

  private final Severity defaultSeverity;
  private final Scope scope;

  ProblemCode(Severity defaultSeverity) {
    this(defaultSeverity, Scope.WHOLE);
  }

  ProblemCode(Severity defaultSeverity, Scope scope) {
    this.defaultSeverity = defaultSeverity;
    this.scope = scope;
  }

  /**
   * Whether the configuration may make it less than an error. Where a cell or a record was not read
   * as it was written it may not: what was published would be wrong.
   */
  public boolean mayBeLowered() {
    return defaultSeverity != Severity.ERROR || scope == Scope.STRUCTURE;
  }

  /** What can be done with the data around it. */
  public Scope scope() {
    return scope;
  }

  /** The severity unless the configuration gives another. */
  public Severity defaultSeverity() {
    return defaultSeverity;
  }
}
