package io.studylake.sas;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * SAS's own numeric formats, as far as they are read as more than text.
 *
 * <p>Names and default widths: SAS 9.4 Formats and Informats: Reference, "Dictionary of Formats".
 * What is not here (user formats, and formats of SAS's own that print words, codes or other bases:
 * WORDS, ROMAN, HEX, WEEKDATE, PVALUE) is read as text.
 */
final class SasFormats {
  /**
   * One format.
   *
   * @param defaultWidth the width where none is given
   * @param ofDatetime whether the number behind it counts seconds although less is printed
   */
  record Entry(FormatFamily family, int defaultWidth, boolean ofDatetime) {}

  private static final Entry USER = new Entry(FormatFamily.USER, 0, false);
  private static final Map<String, Entry> ENTRIES = entries();

  private SasFormats() {}

  /**
   * Formats of SAS's own whose text is kept. A value of theirs is never the code of a label.
   *
   * <p>Source: SAS 9.4 Formats and Informats: Reference, "Dictionary of Formats".
   */
  private static final Set<String> KEPT_AS_TEXT =
      Set.of(
          "BINARY",
          "DAY",
          "DOWNAME",
          "DTWKDATX",
          "DTYYQC",
          "FRACT",
          "HEX",
          "HOUR",
          "JULDAY",
          "MDYAMPM",
          "MONNAME",
          "MONTH",
          "OCTAL",
          "PVALUE",
          "QTR",
          "QTRR",
          "ROMAN",
          "SIZEK",
          "SIZEKB",
          "SIZEKMG",
          "SSN",
          "WEEKDATE",
          "WEEKDATX",
          "WEEKDAY",
          "WEEKU",
          "WEEKV",
          "WEEKW",
          "WORDDATE",
          "WORDDATX",
          "WORDF",
          "WORDS",
          "YYMON",
          "YYQR",
          "YYQZ",
          "E8601LZ",
          "E8601TZ",
          "E8601DX",
          "B8601LZ",
          "B8601TZ",
          "B8601DX");

  /** Character formats of SAS's own, from the same source; {@code $} alone is one. */
  private static final Set<String> CHARACTER =
      Set.of(
          "$",
          "$ASCII",
          "$BASE64X",
          "$BINARY",
          "$CHAR",
          "$EBCDIC",
          "$F",
          "$HEX",
          "$KANJI",
          "$KANJIX",
          "$MSGCASE",
          "$N8601B",
          "$N8601BA",
          "$N8601E",
          "$N8601EA",
          "$N8601EH",
          "$N8601EX",
          "$N8601H",
          "$N8601X",
          "$OCTAL",
          "$QUOTE",
          "$REVERJ",
          "$REVERS",
          "$UCS2B",
          "$UCS2X",
          "$UPCASE",
          "$UUID",
          "$VARYING");

  /** Whether a name, in upper case, is not SAS's own, so that its text may be a label. */
  static boolean isUserFormat(String name) {
    // National language formats are many: NLMNY, NLDATE and so on.
    boolean own = ENTRIES.containsKey(name) || KEPT_AS_TEXT.contains(name) || name.startsWith("NL");
    return name.startsWith("$") ? !CHARACTER.contains(name) : !own;
  }

  /** The format of a name in upper case; the empty name is that of {@code w.d}. */
  static Entry find(String name) {
    return ENTRIES.getOrDefault(name, USER);
  }

  private static Map<String, Entry> entries() {
    Map<String, Entry> all = new HashMap<>();
    add(all, FormatFamily.NUMBER, 12, "", "F", "BEST", "BESTD", "BESTX", "D", "E", "Z");
    add(all, FormatFamily.COMMA, 6, "COMMA", "DOLLAR", "EURO", "YEN", "NEGPAREN");
    add(all, FormatFamily.COMMA, 6, "PERCENT", "PERCENTN");
    add(all, FormatFamily.COMMA_AS_POINT, 6, "COMMAX", "DOLLARX", "EUROX", "NUMX");
    add(all, FormatFamily.DAY_MONTH_NAME_YEAR, 7, "DATE");
    add(all, FormatFamily.DAY_MONTH_YEAR, 8, separated("DDMMYY", "BCDNPS"));
    add(all, FormatFamily.MONTH_DAY_YEAR, 8, separated("MMDDYY", "BCDNPS"));
    add(all, FormatFamily.YEAR_MONTH_DAY, 8, separated("YYMMDD", "BCDNPS"));
    add(all, FormatFamily.YEAR_MONTH_DAY, 10, "E8601DA", "IS8601DA");
    add(all, FormatFamily.YEAR_MONTH_DAY, 8, "B8601DA");
    add(all, FormatFamily.YEAR_DAY, 5, "JULIAN");
    add(all, FormatFamily.MONTH_NAME_YEAR, 5, "MONYY");
    add(all, FormatFamily.YEAR_MONTH, 7, separated("YYMM", "CDPS"));
    add(all, FormatFamily.YEAR_MONTH, 6, "YYMMN");
    add(all, FormatFamily.MONTH_YEAR, 7, separated("MMYY", "CDPS"));
    add(all, FormatFamily.MONTH_YEAR, 6, "MMYYN");
    add(all, FormatFamily.YEAR, 4, "YEAR");
    add(all, FormatFamily.YEAR_QUARTER, 6, separated("YYQ", "CDPS"));
    add(all, FormatFamily.YEAR_QUARTER, 5, "YYQN");
    add(all, FormatFamily.DATETIME, 16, "DATETIME");
    add(all, FormatFamily.DATETIME, 19, "DATEAMPM");
    add(all, FormatFamily.ISO_DATETIME, 19, "E8601DT", "IS8601DT");
    add(all, FormatFamily.ISO_DATETIME, 15, "B8601DT");
    add(all, FormatFamily.ISO_DATETIME, 26, "E8601DZ", "IS8601DZ", "B8601DZ");
    add(all, FormatFamily.TIME, 8, "TIME", "E8601TM", "IS8601TM");
    add(all, FormatFamily.TIME, 5, "HHMM");
    add(all, FormatFamily.TIME, 11, "TIMEAMPM");
    add(all, FormatFamily.BASIC_TIME, 6, "B8601TM");
    add(all, FormatFamily.MINUTES, 5, "MMSS");
    addOfDatetime(all, FormatFamily.DAY_MONTH_NAME_YEAR, 7, "DTDATE");
    addOfDatetime(all, FormatFamily.YEAR_MONTH_DAY, 10, "E8601DN");
    addOfDatetime(all, FormatFamily.YEAR_MONTH_DAY, 10, "IS8601DN");
    addOfDatetime(all, FormatFamily.YEAR_MONTH_DAY, 8, "B8601DN");
    addOfDatetime(all, FormatFamily.MONTH_NAME_YEAR, 5, "DTMONYY");
    addOfDatetime(all, FormatFamily.YEAR, 4, "DTYEAR");
    addOfDatetime(all, FormatFamily.TIME, 8, "TOD");
    return Map.copyOf(all);
  }

  /** The names of a format with its separators: DDMMYY, DDMMYYB, DDMMYYC and so on. */
  private static String[] separated(String name, String separators) {
    String[] names = new String[separators.length() + 1];
    names[0] = name;
    for (int i = 0; i < separators.length(); i++) {
      names[i + 1] = name + separators.charAt(i);
    }
    return names;
  }

  private static void add(
      Map<String, Entry> all, FormatFamily family, int defaultWidth, String... names) {
    for (String name : names) {
      all.put(name, new Entry(family, defaultWidth, false));
    }
  }

  private static void addOfDatetime(
      Map<String, Entry> all, FormatFamily family, int defaultWidth, String name) {
    all.put(name, new Entry(family, defaultWidth, true));
  }
}
