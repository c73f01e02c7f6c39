package io.studylake.run;

import io.studylake.version.CommitId;
import java.time.Instant;

/** Plans each try of a run anew, on the head of {@code main} of that moment. */
@FunctionalInterface
interface Plans {
  /**
   * Plans a try.
   *
   * @param settingsId fingerprint of all settings that decide what the tables hold
   */
  Attempt at(CommitId head, String settingsId, Instant startedAt);
}
