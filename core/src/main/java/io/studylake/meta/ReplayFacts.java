package io.studylake.meta;

import java.time.Instant;
import java.util.List;

/**
 * What a replay did, for the table {@code meta.replays}.
 *
 * @param id the delivery with the revision that the replay made, and its run
 * @param fromRevision the revision that was loaded again
 * @param at start of the run
 * @param user who asked for it
 * @param reason why; empty when none was given
 * @param settingsBefore fingerprint of the settings that the earlier revision was read with
 * @param settingsAfter fingerprint of those of this run
 * @param datasets the datasets of which rows were or are set aside, or which were read again
 */
public record ReplayFacts(
    DeliveryFacts.Id id,
    int fromRevision,
    Instant at,
    String user,
    String reason,
    String settingsBefore,
    String settingsAfter,
    List<DatasetReplay> datasets) {
  /** Copies what is mutable. */
  public ReplayFacts {
    datasets = List.copyOf(datasets);
  }

  /**
   * What a replay did to one dataset.
   *
   * @param dataset its name
   * @param replayed rows that were set aside before and are loaded now
   * @param stillQuarantined rows that are set aside now
   */
  public record DatasetReplay(String dataset, long replayed, long stillQuarantined) {}
}
