package io.studylake.sas;

/** The reader of each format's cells. */
public final class CellReaders {
  private CellReaders() {}

  /** The same as with {@link UserFormats#NONE}. */
  public static CellReader<?> numeric(SasFormat format, CellRules rules, DateForm form) {
    return numeric(format, rules, form, UserFormats.NONE);
  }

  /**
   * The reader of a numeric column's cells.
   *
   * @param form how the file writes dates, datetimes, times and numbers with a decimal comma
   * @param formats what decodes codes of user formats
   */
  public static CellReader<?> numeric(
      SasFormat format, CellRules rules, DateForm form, UserFormats formats) {
    return switch (format.family()) {
      case NUMBER -> new NumberCell(rules, false, false);
      case COMMA -> new NumberCell(rules, true, format.name().startsWith("EURO"));
      case USER -> new UserFormatCell(format, rules, form, formats);
      default -> twoForms(format, rules, form);
    };
  }

  /** The same as with {@link UserFormats#NONE}. */
  public static CellReader<?> key(SasFormat format, CellRules rules, DateForm form) {
    return key(format, rules, form, UserFormats.NONE);
  }

  /** The reader of a numeric column that ids or keys are taken from: no digit may be lost. */
  public static CellReader<?> key(
      SasFormat format, CellRules rules, DateForm form, UserFormats formats) {
    CellReader<?> reader = numeric(format, rules, form, formats);
    return switch (format.family().kind()) {
      case NUMBER, USER -> new KeyNumberCell(reader);
      case DATE, REDUCED_DATE, DATETIME, TIME -> reader;
    };
  }

  /** Tells by a cell's text how the file writes such a column; never decides for other columns. */
  public static FormDecider decider(SasFormat format, CellRules rules) {
    return switch (format.family()) {
      case NUMBER, COMMA, USER -> cell -> FormDecider.Verdict.NOTHING;
      default -> twoForms(format, rules, DateForm.FORMATTED);
    };
  }

  private static TwoFormCell<?> twoForms(SasFormat format, CellRules rules, DateForm form) {
    return switch (format.family().kind()) {
      case DATE -> new DateCell(format, rules, form);
      case REDUCED_DATE -> new ReducedDateCell(format, rules, form);
      case DATETIME -> new DatetimeCell(format, rules, form);
      case TIME -> new TimeCell(format, rules, form);
      case NUMBER -> new DecimalCommaCell(format, rules, form);
      case USER -> throw new IllegalArgumentException("A user format has one form: " + format);
    };
  }
}
