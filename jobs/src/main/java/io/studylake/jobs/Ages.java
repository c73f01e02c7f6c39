package io.studylake.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Ages as people write and read them: {@code 30d}, {@code 12h}, {@code 2w}. */
final class Ages implements ITypeConverter<Duration> {
  private static final Pattern AGE = Pattern.compile("([0-9]{1,6})([hdw])");

  Ages() {}

  @Override
  public Duration convert(String text) {
    Matcher age = AGE.matcher(text);
    if (!age.matches()) {
      throw new TypeConversionException(
          "'%s' is no age: give a number and h, d or w, for example 30d".formatted(text));
    }
    long number = Long.parseLong(age.group(1));
    return switch (age.group(2)) {
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofDays(7 * number);
    };
  }

  /** The time between two moments in its largest unit: {@code 3 days}. */
  static String words(Instant from, Instant to) {
    Duration age = Duration.between(from, to);
    if (age.toDays() > 0) {
      return count(age.toDays(), "day");
    }
    if (age.toHours() > 0) {
      return count(age.toHours(), "hour");
    }
    return count(Math.max(0, age.toMinutes()), "minute");
  }

  private static String count(long number, String unit) {
    return number == 1 ? "1 " + unit : "%,d %ss".formatted(number, unit);
  }
}
