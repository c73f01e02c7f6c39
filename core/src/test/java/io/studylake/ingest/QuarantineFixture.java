package io.studylake.ingest;

import io.studylake.csv.CsvScan;
import io.studylake.csv.CsvSettings;
import io.studylake.delivery.DeliveredFile;
import io.studylake.lake.SnapshotFacts;
import io.studylake.lake.WorkBranch;
import io.studylake.version.Link;
import java.time.Instant;
import java.util.List;

/** Rows set aside by hand, for tests that begin where a run under quarantine ended. */
public final class QuarantineFixture {
  private QuarantineFixture() {}

  /** Leaves a branch as a run leaves it that sets aside some records of a dataset. */
  public static void setAside(
      WorkBranch branch, String dataset, String sha256, List<QuarantinedRecord> records) {
    DeliveredFile file =
        new DeliveredFile(
            dataset + ".csv",
            new Link("file:///" + sha256, 1, sha256),
            new CsvScan(CsvSettings.DEFAULT).facts());
    new QuarantineTable(branch, dataset)
        .append(
            new LoadedAs(branch.delivery(), 1, branch.run().value(), Instant.EPOCH), file, records);
    branch.noteQuarantined(
        RawTable.NAMESPACE,
        dataset,
        SnapshotFacts.of(branch.table(RawTable.NAMESPACE, dataset).orElseThrow()).fingerprint(),
        records.size());
  }
}
