package io.studylake.keys;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.spark.sql.api.java.UDF1;

/**
 * The text of a number in a natural key: rounded half up to 4 decimals, plain notation, no trailing
 * zeros, no minus before zero, so that {@code 3.1} and {@code 3.1000000000000001} are one visit.
 */
final class CanonicalNumber implements UDF1<Double, String> {
  private static final long serialVersionUID = 1L;
  private static final int DECIMALS = 4;
  private static final double EXACT_LONG = 1e15;

  @Override
  public String call(Double value) {
    if (value == null) {
      return null;
    }
    double number = value;
    if (number == Math.rint(number) && Math.abs(number) < EXACT_LONG) {
      return Long.toString((long) number);
    }
    BigDecimal rounded =
        new BigDecimal(Double.toString(number)).setScale(DECIMALS, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
