package io.studylake.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * How many of a dataset's rows: a number of rows, or a share of all.
 *
 * @param amount rows, or per cent
 * @param perCent whether the amount is per cent of the dataset's records
 */
public record RowLimit(BigDecimal amount, boolean perCent) {
  private static final Pattern ROWS = Pattern.compile("[0-9]{1,18}");
  private static final Pattern PER_CENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?) ?%");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /**
   * Reads {@code 500}, {@code 1%} or {@code 0.5%}.
   *
   * @throws IllegalArgumentException when the text is neither, or more than 100%
   */
  public static RowLimit parse(String text) {
    var perCent = PER_CENT.matcher(text.strip());
    if (perCent.matches() && new BigDecimal(perCent.group(1)).compareTo(HUNDRED) <= 0) {
      return new RowLimit(new BigDecimal(perCent.group(1)), true);
    }
    if (ROWS.matcher(text.strip()).matches()) {
      return new RowLimit(new BigDecimal(text.strip()), false);
    }
    throw new IllegalArgumentException("'%s' is no number of rows and no share".formatted(text));
  }

  /** The most rows of so many records; a share is rounded down. */
  public long of(long records) {
    return perCent
        ? BigDecimal.valueOf(records)
            .multiply(amount)
            .divide(HUNDRED, 0, RoundingMode.FLOOR)
            .longValueExact()
        : amount.longValueExact();
  }

  /** As it is configured: {@code 500}, {@code 1%}. */
  @Override
  public String toString() {
    return amount.toPlainString() + (perCent ? "%" : "");
  }
}
