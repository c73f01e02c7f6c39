package io.studylake.report;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How figures are written, the same on every machine. */
final class Figures {
  static final String UNKNOWN = "–";

  private Figures() {}

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  static String count(OptionalLong count) {
    return count.isPresent() ? count(count.getAsLong()) : UNKNOWN;
  }

  /** A difference with its sign; a true minus, so that columns line up. */
  static String change(long difference) {
    return difference == 0 ? "±0" : (difference > 0 ? "+" : "−") + count(Math.abs(difference));
  }

  /** A share of 0 to 1 in per cent; what is not nothing and not all never looks so. */
  static String share(double share) {
    if (share > 0 && share < 0.0005) {
      return "<0.1 %";
    }
    if (share < 1 && share > 0.9995) {
      return ">99.9 %";
    }
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  static String share(OptionalDouble share) {
    return share.isPresent() ? share(share.getAsDouble()) : UNKNOWN;
  }

  /** A difference of shares in percentage points. */
  static String points(double difference) {
    return (difference < 0 ? "−" : "+")
        + String.format(Locale.ROOT, "%.1f", Math.abs(100 * difference));
  }

  static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
