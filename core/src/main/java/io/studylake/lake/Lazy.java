package io.studylake.lake;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A value that is made at its first use and then kept; safe for several threads.
 *
 * @param <T> the value's type
 */
public final class Lazy<T> implements Supplier<T> {
  private final Supplier<T> source;
  private Optional<T> value = Optional.empty();

  /** Will ask the source once. */
  public Lazy(Supplier<T> source) {
    this.source = source;
  }

  @Override
  public synchronized T get() {
    if (value.isEmpty()) {
      value = Optional.of(source.get());
    }
    return value.get();
  }

  /** The value, if it was made. */
  public synchronized Optional<T> ifMade() {
    return value;
  }
}
