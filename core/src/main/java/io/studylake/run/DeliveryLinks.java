package io.studylake.run;

import io.studylake.delivery.DeliveredFile;
import io.studylake.lake.WorkBranch;

/** Puts a delivery's archived files on the branch, under {@code deliveries/<tag>/}. */
final class DeliveryLinks {
  private final WorkBranch branch;

  DeliveryLinks(WorkBranch branch) {
    this.branch = branch;
  }

  void place(Attempt attempt) {
    String folder = "deliveries/" + attempt.entry().tag() + "/";
    for (DeliveredFile file : attempt.delivery().files()) {
      branch.store().link(branch.name(), folder + file.fileName(), file.archived());
    }
    branch
        .store()
        .createExclusively(
            branch.name(), DeliveryEntry.path(attempt.entry().tag()), Json.bytes(attempt.entry()));
  }
}
