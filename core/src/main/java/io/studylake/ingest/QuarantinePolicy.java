package io.studylake.ingest;

import io.studylake.config.RowLimit;
import io.studylake.contents.ReconciledDataset;
import io.studylake.lake.SnapshotFacts;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import java.math.BigDecimal;

/**
 * Whether records that cannot be read are set aside, and how many of one dataset at most.
 *
 * <p>It is no part of {@link DeliveryReader#fingerprint}: a file without a bad record is the same
 * under both policies, and one with some is known by the number that its raw table's snapshot
 * keeps. So who changes the policy for one delivery has no sound dataset read again.
 *
 * @param enabled whether they are; otherwise they stop the delivery
 * @param limit the most of one dataset
 */
public record QuarantinePolicy(boolean enabled, RowLimit limit) {
  /** Bad records stop the delivery. */
  public static final QuarantinePolicy FAIL =
      new QuarantinePolicy(false, new RowLimit(BigDecimal.ZERO, false));

  /**
   * The most records of a dataset that may be set aside.
   *
   * @param records all records of its file, without the header
   */
  public long limitOf(long records) {
    return enabled ? limit.of(records) : 0;
  }

  /**
   * The problem of a dataset of which more would have to be set aside.
   *
   * @param rows how many
   */
  public Problem exceeded(String file, String dataset, long rows) {
    return Problem.of(
        ProblemCode.QUARANTINE_LIMIT,
        file,
        "%,d rows of %s would have to be set aside, more than studylake.problems.quarantine-limit = %s allows. Have %s corrected, or raise the limit."
            .formatted(rows, dataset, limit, file));
  }

  /** Whether a raw table whose fingerprint did not change may stay as it is. */
  boolean mayStay(SnapshotFacts table) {
    return enabled || table.quarantined() == 0;
  }

  /** Whether more of a dataset would be set aside than is allowed, which is a problem then. */
  boolean exceeds(ReconciledDataset dataset, long rows, long quarantined, Problems problems) {
    boolean exceeds = quarantined > limitOf(rows + quarantined);
    if (exceeds) {
      problems.add(exceeded(dataset.file().fileName(), dataset.schema().name(), quarantined));
    }
    return exceeds;
  }

  /** The policy's name in configuration and tables. */
  public String word() {
    return enabled ? "quarantine" : "fail";
  }
}
