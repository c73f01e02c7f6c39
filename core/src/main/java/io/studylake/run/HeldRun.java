package io.studylake.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.studylake.gate.Finding;
import io.studylake.gate.Level;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run that ended and whose branch was not published, as the last commit of the branch and the
 * run's file tell it.
 *
 * @param branch the branch
 * @param head its last commit
 * @param run the run's id
 * @param entry the delivery, as the branch describes it
 * @param passed whether it may be published as it is
 * @param base the head of {@code main} that it started from
 * @param findings what the gate found
 * @param file the run's file
 */
record HeldRun(
    String branch,
    Commit head,
    String run,
    DeliveryEntry entry,
    boolean passed,
    CommitId base,
    List<Finding> findings,
    JsonNode file) {
  /** Copies what is mutable. */
  HeldRun {
    findings = List.copyOf(findings);
  }

  /**
   * Reads a branch.
   *
   * @throws PublishRefused when no run made it, or the run died before its end or failed at it
   */
  static HeldRun read(VersionStore store, String branch) {
    Commit head = store.commit(store.require(branch));
    String run = head.metadata().getOrDefault(RunMetadata.RUN, "");
    String delivery = head.metadata().getOrDefault(RunMetadata.DELIVERY, "");
    if (head.metadata().containsKey(RunMetadata.RESTORED)) {
      throw new PublishRefused(
          branch, "it was left by a restore that did not end. Run the restore again.");
    }
    if (run.isEmpty() || delivery.isEmpty() || !branch.endsWith(run)) {
      throw new PublishRefused(
          branch,
          RunBranchName.parse(branch).isPresent()
              ? "its run died before it ended. Deliver the folder again."
              : "it is no branch of a run. Only what `deliver --no-publish` or the gate left is published; `studylake branch` lists branches.");
    }
    View view = new View.Committed(head.id());
    String path = path(run);
    Optional<JsonNode> file = store.read(view, path).map(bytes -> Json.tree(bytes, path));
    String tag = MainHistory.tag(head);
    Optional<DeliveryEntry> entry =
        store
            .read(view, DeliveryEntry.path(tag))
            .map(bytes -> DeliveryEntry.parse(bytes, DeliveryEntry.path(tag)));
    if (file.isEmpty() || entry.isEmpty()) {
      throw new PublishRefused(
          branch, "its run died before it ended. Deliver the folder of %s again.".formatted(tag));
    }
    boolean passed = file.get().path("passed").asBoolean();
    if (passed != Boolean.parseBoolean(head.metadata().get(RunMetadata.PASSED))) {
      throw new PublishRefused(
          branch,
          "its run passed and failed afterwards, so nobody knows whether all of it is there. Deliver the folder of %s again."
              .formatted(tag));
    }
    return new HeldRun(
        branch,
        head,
        run,
        entry.get(),
        passed,
        new CommitId(file.get().path("baseCommit").asText()),
        findings(file.get()),
        file.get());
  }

  /** The path of a run's file. */
  static String path(String run) {
    return "runs/" + run + ".json";
  }

  private static List<Finding> findings(JsonNode file) {
    List<Finding> findings = new ArrayList<>();
    for (JsonNode finding : file.path("findings")) {
      findings.add(
          new Finding(
              finding.path("rule").asText(),
              Level.valueOf(finding.path("level").asText()),
              finding.path("message").asText()));
    }
    return findings;
  }

  /** The findings that stop it. */
  List<Finding> stopping() {
    return findings.stream().filter(finding -> finding.level() == Level.STOP).toList();
  }
}
