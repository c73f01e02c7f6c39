package io.studylake.meta;

import java.util.Locale;

/** What a run of {@code meta.deliveries} did. */
public enum RunKind {
  /** It loaded a delivered folder. */
  DELIVERY,
  /** It loaded a published delivery again from its archived files. */
  REPLAY,
  /** It took {@code main} to the data of an older snapshot. */
  RESTORE;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
