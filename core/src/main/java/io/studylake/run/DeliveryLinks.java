package io.studylake.run;

import io.studylake.delivery.DeliveredFile;
import io.studylake.lake.WorkBranch;
import io.studylake.version.Link;
import java.util.Map;
import java.util.TreeMap;

/** Puts a delivery's archived files on the branch, under {@code deliveries/<tag>/}. */
final class DeliveryLinks {
  private final WorkBranch branch;

  DeliveryLinks(WorkBranch branch) {
    this.branch = branch;
  }

  void place(Attempt attempt) {
    String folder = "deliveries/" + attempt.entry().tag() + "/";
    Map<String, Link> links = new TreeMap<>();
    for (DeliveredFile file : attempt.delivery().files()) {
      links.put(folder + file.fileName(), file.archived());
    }
    branch.links().place(links);
    branch.write(DeliveryEntry.path(attempt.entry().tag()), Json.bytes(attempt.entry()));
  }
}
