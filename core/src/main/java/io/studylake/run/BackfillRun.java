package io.studylake.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Deliveries in the order given, each a run of its own, with one Spark session, until one does not
 * pass. What is published with its content is passed over, so a backfill that was stopped goes on
 * where it stood.
 */
public final class BackfillRun {
  private final Workplace place;
  private final List<DeliveryRequest> requests;

  /** A run that has not begun. */
  public BackfillRun(Workplace place, List<DeliveryRequest> requests) {
    this.place = place;
    this.requests = List.copyOf(requests);
  }

  /** Delivers. */
  public Backfilled execute() {
    return all(request -> Optional.of(new DeliveryRun(place, request).execute()));
  }

  /**
   * Finds out which deliveries are published already and which have a name that is not free,
   * without Spark and without writing anything: their files are hashed, and not read.
   */
  public Backfilled preview() {
    return all(request -> new DryRun(place, request).alreadyPublished());
  }

  private Backfilled all(Function<DeliveryRequest, Optional<DeliveryResult>> run) {
    List<Backfilled.Done> done = new ArrayList<>();
    for (DeliveryRequest request : requests) {
      place
          .progress()
          .note(
              "Delivery %s, %d of %d"
                  .formatted(request.delivery(), done.size() + 1, requests.size()));
      long start = System.nanoTime();
      try {
        Optional<DeliveryResult> result = run.apply(request);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        done.add(new Backfilled.Done(request, result, took));
      } catch (RuntimeException e) {
        return new Backfilled(done, requests.subList(done.size(), requests.size()), Optional.of(e));
      }
    }
    return new Backfilled(done, List.of(), Optional.empty());
  }
}
