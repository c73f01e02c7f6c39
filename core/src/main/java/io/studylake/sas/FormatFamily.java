package io.studylake.sas;

/** Formats that print alike, so that one reader reads them. */
public enum FormatFamily {
  /** {@code 12.5}, {@code 1.235E+06}, {@code 00042}. */
  NUMBER(Kind.NUMBER),
  /** {@code 1,234.50}, {@code $1,234.50}, {@code (1,234)}, {@code 12.3%}. */
  COMMA(Kind.NUMBER),
  /** {@code 1.234,50}. */
  COMMA_AS_POINT(Kind.NUMBER),
  /** {@code 02JAN2014}, {@code 02-JAN-2014}. */
  DAY_MONTH_NAME_YEAR(Kind.DATE),
  /** {@code 02/01/2014}. */
  DAY_MONTH_YEAR(Kind.DATE),
  /** {@code 01/02/2014}. */
  MONTH_DAY_YEAR(Kind.DATE),
  /** {@code 2014-01-02}, {@code 20140102}. */
  YEAR_MONTH_DAY(Kind.DATE),
  /** {@code 2014002}: the year and the day in it. */
  YEAR_DAY(Kind.DATE),
  /** {@code JAN2014}. */
  MONTH_NAME_YEAR(Kind.REDUCED_DATE),
  /** {@code 2014M01}, {@code 2014-01}. */
  YEAR_MONTH(Kind.REDUCED_DATE),
  /** {@code 01M2014}. */
  MONTH_YEAR(Kind.REDUCED_DATE),
  /** {@code 2014}. */
  YEAR(Kind.REDUCED_DATE),
  /** {@code 2014Q1}. */
  YEAR_QUARTER(Kind.REDUCED_DATE),
  /** {@code 02JAN2014:13:45:07}. */
  DATETIME(Kind.DATETIME),
  /** {@code 2014-01-02T13:45:07}, {@code 20140102T134507}. */
  ISO_DATETIME(Kind.DATETIME),
  /** {@code 13:45:07}, {@code 1:45:07 PM}. */
  TIME(Kind.TIME),
  /** {@code 134507}. */
  BASIC_TIME(Kind.TIME),
  /** {@code 825:07}: minutes and seconds. */
  MINUTES(Kind.TIME),
  /** Not one of SAS's own formats that are known here: its text is kept. */
  USER(Kind.USER);

  /** What the printed number means. */
  public enum Kind {
    NUMBER,
    DATE,
    /** A date that is printed without its day. */
    REDUCED_DATE,
    DATETIME,
    TIME,
    USER
  }

  private final Kind kind;

  FormatFamily(Kind kind) {
    this.kind = kind;
  }

  /** What the printed number means. */
  public Kind kind() {
    return kind;
  }
}
