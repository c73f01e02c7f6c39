package io.studylake.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a backfill ended.
 *
 * @param done the deliveries that are published, in order
 * @param left those that are not: the first is the one that did not pass
 * @param stoppedBy why it did not; empty when nothing is left
 */
public record Backfilled(
    List<Done> done, List<DeliveryRequest> left, Optional<RuntimeException> stoppedBy) {
  /** Copies the lists. */
  public Backfilled {
    done = List.copyOf(done);
    left = List.copyOf(left);
  }

  /**
   * One delivery of a backfill.
   *
   * @param request what was asked
   * @param result how its run ended; empty in a preview when it is to be loaded
   * @param took how long it took
   */
  public record Done(DeliveryRequest request, Optional<DeliveryResult> result, Duration took) {}
}
