package io.studylake.ingest;

import io.studylake.contents.ReconciledDataset;
import io.studylake.delivery.DeliveredFile;
import io.studylake.lake.SnapshotFacts;
import io.studylake.lake.WorkBranch;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.problem.Severity;
import java.util.List;

/**
 * Where a run puts the records that it sets aside. Safe for use by several threads, on a dataset
 * each.
 */
public final class Quarantine {
  private final WorkBranch branch;
  private final QuarantinePolicy policy;
  private final LoadedAs as;
  private final boolean replay;

  /**
   * A run's quarantine.
   *
   * @param replay whether files are loaded again from the archive, so that records set aside before
   *     are marked when they are loaded, and not added a second time when they are not
   */
  public Quarantine(WorkBranch branch, QuarantinePolicy policy, LoadedAs as, boolean replay) {
    this.branch = branch;
    this.policy = policy;
    this.as = as;
    this.replay = replay;
  }

  /**
   * What became of a file's records.
   *
   * @param quarantined records set aside
   * @param replayed records set aside by an earlier run that are loaded now
   */
  record Settled(long quarantined, long replayed) {
    static final Settled NOTHING = new Settled(0, 0);
  }

  /** Whether a raw table whose fingerprint did not change may stay as it is. */
  boolean mayStay(SnapshotFacts table) {
    return policy.mayStay(table);
  }

  /** Checks a raw table that stays as it is against the limit of today. */
  void check(ReconciledDataset dataset, SnapshotFacts table, Problems problems) {
    policy.exceeds(dataset, table.rows(), table.quarantined(), problems);
  }

  /**
   * Puts the records of a file that was written where they belong, and their number beside the raw
   * table's fingerprint. More than the limit allows are a problem, and kept nowhere.
   *
   * @param written what the write of the sound records made
   */
  Settled settle(
      ReconciledDataset dataset, SnapshotFacts written, SetAside aside, Problems problems) {
    requireAllSetAside(dataset.file(), aside, problems);
    if (policy.exceeds(dataset, written.rows(), aside.count(), problems)
        || isTooMuchText(dataset, aside, problems)
        || stops(dataset.file(), problems)) {
      // Nothing of it is published: what an earlier run set aside is not marked as loaded.
      return new Settled(aside.count(), 0);
    }
    List<QuarantinedRecord> records = aside.records();
    String name = dataset.schema().name();
    QuarantineTable table = new QuarantineTable(branch, name);
    // Whoever loads a record that waits marks it, whether by a replay or by a later delivery.
    long marked = table.settle(as, dataset.file(), records);
    long replayed = replay ? marked : 0;
    if (!records.isEmpty()) {
      branch.noteQuarantined(RawTable.NAMESPACE, name, written.fingerprint(), records.size());
    }
    return new Settled(records.size(), replayed);
  }

  /** More text than the driver should hold, though the limit of rows would allow it. */
  private static boolean isTooMuchText(
      ReconciledDataset dataset, SetAside aside, Problems problems) {
    boolean isTooMuch = aside.records().size() < aside.count();
    if (isTooMuch) {
      problems.add(
          Problem.of(
              ProblemCode.QUARANTINE_LIMIT,
              dataset.file().fileName(),
              "%,d rows of %s would have to be set aside, which is too much text to keep. Have %s corrected."
                  .formatted(aside.count(), dataset.schema().name(), dataset.file().fileName())));
    }
    return isTooMuch;
  }

  private static boolean stops(DeliveredFile file, Problems problems) {
    return problems.counts(file.fileName()).keySet().stream()
        .anyMatch(code -> problems.severityOf(code) == Severity.ERROR);
  }

  /** A reader that reports a bad record as a warning has to have kept it out of the table. */
  private static void requireAllSetAside(DeliveredFile file, SetAside aside, Problems problems) {
    boolean tolerated =
        problems.counts(file.fileName()).keySet().stream()
            .filter(code -> code.scope() == ProblemCode.Scope.ROW)
            .anyMatch(code -> problems.severityOf(code) != Severity.ERROR);
    if (tolerated && aside.count() == 0) {
      throw new IllegalStateException(
          "%s has records that cannot be read, and its reader set none aside."
              .formatted(file.fileName()));
    }
  }
}
