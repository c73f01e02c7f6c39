package io.studylake.run;

import io.studylake.version.CommitId;
import io.studylake.version.VersionStore;

/** What people call a snapshot. */
final class ParentName {
  private ParentName() {}

  /** The delivery that the snapshot holds; of one without, its abbreviated commit id. */
  static String of(VersionStore store, CommitId snapshot) {
    String delivery = store.commit(snapshot).metadata().getOrDefault(RunMetadata.DELIVERY, "");
    return delivery.isEmpty() ? snapshot.abbreviated() : delivery;
  }
}
