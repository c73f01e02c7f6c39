package io.studylake.sas;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SAS format as a column has it.
 *
 * @param name upper case, without width; empty for {@code w.d} and for none
 * @param width FORMATL; 0 where it is not given
 * @param decimals FORMATD
 */
public record SasFormat(String name, int width, int decimals) {
  /** No format. */
  public static final SasFormat NONE = new SasFormat("", 0, 0);

  /** A format's name does not end in a digit (SAS: "Names in the SAS Language"). */
  private static final Pattern WITH_WIDTH =
      Pattern.compile("(\\$?(?:[A-Z0-9_]*[A-Z_])?)(\\d{1,5})?(?:\\.(\\d{1,5})?)?");

  /**
   * A format by the name that the contents give, with or without width in it: {@code DATE} or
   * {@code DATE9.}.
   *
   * @param width the width given beside the name; 0 for none
   * @param decimals the decimals given beside the name; 0 for none
   */
  public static SasFormat of(String text, int width, int decimals) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    Matcher matcher = WITH_WIDTH.matcher(upper);
    if (!matcher.matches()) {
      return new SasFormat(upper, width, decimals);
    }
    return new SasFormat(
        matcher.group(1),
        matcher.group(2) == null ? width : Integer.parseInt(matcher.group(2)),
        matcher.group(3) == null ? decimals : Integer.parseInt(matcher.group(3)));
  }

  /** How it prints. */
  public FormatFamily family() {
    return SasFormats.find(name).family();
  }

  /** Whether the number behind it counts seconds, although less than a datetime is printed. */
  public boolean ofDatetime() {
    return SasFormats.find(name).ofDatetime();
  }

  /**
   * Whether its name is not one of SAS's own, so that its text may be a label: of a number, or,
   * with a dollar, of characters, whose LENGTH then says nothing about the text.
   */
  public boolean isUserFormat() {
    return SasFormats.isUserFormat(name);
  }

  /** The width it prints with: its own, or SAS's default. */
  public int printedWidth() {
    return width > 0 ? width : SasFormats.find(name).defaultWidth();
  }

  /**
   * Whether it prints less than it means: a date without its day, a datetime or a time without its
   * seconds.
   */
  public boolean reducesPrecision() {
    FormatFamily family = family();
    return switch (family.kind()) {
      case REDUCED_DATE -> true;
      case DATE -> ofDatetime();
      case DATETIME -> printedWidth() < (family == FormatFamily.DATETIME ? 16 : 15);
      case TIME -> name.equals("HHMM") || (family == FormatFamily.TIME && printedWidth() < 7);
      case NUMBER, USER -> false;
    };
  }

  @Override
  public String toString() {
    if (name.isEmpty() && width == 0) {
      return "";
    }
    return name + (width > 0 ? width : "") + "." + (decimals > 0 ? decimals : "");
  }
}
