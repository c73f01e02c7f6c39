package io.studylake.version;

import java.util.Objects;

/**
 * The id of a commit, as the store gives it: 40 or 64 lower-case hexadecimal digits.
 *
 * @param value the full id, never abbreviated
 */
public record CommitId(String value) {
  /** Checks that an id was given. */
  public CommitId {
    Objects.requireNonNull(value, "value");
  }

  /** The first twelve digits, for people. */
  public String abbreviated() {
    return value.length() <= 12 ? value : value.substring(0, 12);
  }

  @Override
  public String toString() {
    return value;
  }
}
