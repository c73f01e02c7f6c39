package io.studylake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.studylake.gate.Acceptance;
import io.studylake.lake.RunId;
import io.studylake.lake.Study;
import io.studylake.progress.Progress;
import io.studylake.run.Publication.Published;
import io.studylake.verify.Verification;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.RefNotFoundException;
import io.studylake.version.View;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What publishing a branch does that a run left behind, on any store. */
abstract class PublishContract {
  private static final String CONTENTS =
      """
      dataset,column,type
      DM,USUBJID,char
      DM,SITEID,char
      """;
  private static final String AE = "AE,USUBJID,char\nAE,AETERM,char\n";
  static final Acceptance GONE =
      new Acceptance("dataset-missing", "AE comes later, says the sponsor", "anna");

  @TempDir private Path folder;
  StudyFixture study;

  /** A study that holds nothing yet. */
  abstract StudyFixture newStudy(Path folder);

  @BeforeEach
  void deliverTheFirst() {
    study = newStudy(folder);
    study.deliver(
        study.write(
            "d1",
            Map.of(
                "contents.csv",
                CONTENTS + AE,
                "dm.csv",
                dm("01-001", "01-002"),
                "ae.csv",
                "USUBJID,AETERM\n01-001,HEADACHE\n")),
        "d1");
  }

  private static String dm(String... patients) {
    return "USUBJID,SITEID\n" + String.join(",701\n", patients) + ",701\n";
  }

  /** A delivery that the gate lets through, kept on its branch. */
  String holdBack(String name, String... patients) {
    Path delivered =
        study.write(
            name,
            Map.of(
                "contents.csv",
                CONTENTS + AE,
                "dm.csv",
                dm(patients),
                "ae.csv",
                "USUBJID,AETERM\n01-001,HEADACHE\n"));
    DeliveryResult held =
        study.run(new DeliveryRequest(delivered, name, Optional.empty(), false, false));
    return ((DeliveryResult.Loaded) held).branch();
  }

  /** A delivery without AE, which the gate stops. */
  String stop(String name, String... patients) {
    Path delivered = study.write(name, Map.of("contents.csv", CONTENTS, "dm.csv", dm(patients)));
    return catchThrowableOfType(DeliveryRejected.class, () -> study.deliver(delivered, name))
        .branch();
  }

  Published publish(String branch, Acceptance... accepted) {
    try (Study opened = study.open()) {
      return new Publication(opened, Progress.SILENT).publish(branch, List.of(accepted));
    }
  }

  private static String text(Study opened, View view, String path) {
    return new String(opened.store().read(view, path).orElseThrow(), StandardCharsets.UTF_8);
  }

  void assertMainVerifies() {
    try (Study opened = study.open()) {
      assertThat(new Verification(opened, Progress.SILENT).of("main").remarks()).isEmpty();
    }
  }

  @Test
  void aBranchThatWasHeldBackIsPublishedAsItIs() {
    String branch = holdBack("d2", "01-001", "01-002", "01-003");

    Published published = publish(branch);

    assertThat(published).isEqualTo(new Published("d2", study.head(), false, List.of()));
    assertThat(study.number("SELECT count(*) FROM study.main.base.dm")).isEqualTo(3);
    assertThat(study.number("SELECT count(*) FROM study.d2.base.dm")).isEqualTo(3);
    assertThat(study.branches()).containsExactly("main");
    assertMainVerifies();

    assertThat(publish(branch)).isEqualTo(new Published("d2", study.head(), true, List.of()));
    assertThat(study.deliver(folder.resolve("incoming/d2"), "d2"))
        .isEqualTo(new DeliveryResult.AlreadyPublished("d2", published.commit(), true));
  }

  @Test
  void whatTheGateStoppedIsPublishedWhenEveryRuleIsAccepted() {
    String branch = stop("d2", "01-001", "01-002", "01-003");
    CommitId before = study.head();

    assertThatThrownBy(() -> publish(branch))
        .isInstanceOf(RulesNotAccepted.class)
        .hasMessageStartingWith(
            "Cannot publish %s: the gate stopped it.%n  dataset-missing: ".formatted(branch))
        .hasMessageEndingWith(
            "  Accept each rule with --accept RULE --reason \"...\", if all is right.");
    assertThatThrownBy(() -> publish(branch, new Acceptance("patients-gone", "so be it", "anna")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot accept patients-gone: it does not stop %s.".formatted(branch));
    assertThatThrownBy(() -> publish(branch, new Acceptance("rows-differ", "so be it", "anna")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot accept rows-differ: ");
    assertThat(study.head()).isEqualTo(before);

    Published published = publish(branch, GONE);

    assertThat(published).isEqualTo(new Published("d2", study.head(), false, List.of(GONE)));
    assertThat(study.branches()).containsExactly("main");
    assertThat(study.number("SELECT count(*) FROM study.d2.base.dm")).isEqualTo(3);
    assertMainVerifies();
    assertThat(
            study.query(
                "SELECT passed, accepted FROM study.main.meta.deliveries WHERE delivery = 'd2'"))
        .extracting(row -> List.of(row.get(0), row.get(1)))
        .containsExactly(List.of(true, "dataset-missing: AE comes later, says the sponsor (anna)"));
    try (Study opened = study.open()) {
      Commit commit = opened.store().commit(published.commit());
      assertThat(commit.metadata())
          .containsEntry(
              "studylake.accepted.dataset-missing", "AE comes later, says the sponsor (anna)")
          .containsEntry(RunMetadata.PASSED, "true");
      View view = new View.Committed(commit.id());
      String run = commit.metadata().get(RunMetadata.RUN);
      assertThat(text(opened, view, RunPage.path(run)))
          .contains(", accepted afterwards</title>", "<main><p class=\"verdict warned\">")
          .contains("dataset-missing: AE comes later, says the sponsor (anna)");
      assertThat(text(opened, view, HeldRun.path(run)))
          .contains("\"ACCEPTED\"")
          .doesNotContain("\"STOP\"");
    }
    assertThat(publish(branch)).isEqualTo(new Published("d2", study.head(), true, List.of()));
    // The next delivery builds on it.
    study.deliver(
        study.write(
            "d3", Map.of("contents.csv", CONTENTS, "dm.csv", dm("01-001", "01-002", "01-003"))),
        "d3");
    assertMainVerifies();
  }

  @Test
  void nothingElseIsPublished() {
    String moved = holdBack("d2", "01-001", "01-002", "01-003");
    String broken =
        catchThrowableOfType(
                DeliveryRejected.class,
                () ->
                    study.deliver(
                        study.write(
                            "d4",
                            Map.of("contents.csv", CONTENTS + AE, "dm.csv", "USUBJID,SITEID\n1\n")),
                        "d4"))
            .branch();
    try (Study opened = study.open()) {
      opened.store().createBranch("mine", opened.store().require("main"));
      opened.store().createBranch("copy", opened.store().require(moved));
      opened
          .branch(
              new RunId("20260101-000000-abcdef"),
              "d9",
              opened.store().require("main"),
              Optional.empty(),
              () -> null)
          .close();
    }

    assertThatThrownBy(() -> publish(broken, GONE))
        .isInstanceOf(PublishRefused.class)
        .hasMessage(
            "Cannot publish %1$s: its files have problems, which nobody can accept: see study.`%1$s`.meta.problems. Have them corrected, or deliver again with --policy quarantine."
                .formatted(broken));
    for (String branch : List.of("mine", "copy", "main")) {
      assertThatThrownBy(() -> publish(branch))
          .isInstanceOf(PublishRefused.class)
          .hasMessageStartingWith("Cannot publish %s: it is no branch of a run.".formatted(branch));
    }
    assertThatThrownBy(() -> publish("d9-20260101-000000-abcdef"))
        .isInstanceOf(PublishRefused.class)
        .hasMessage(
            "Cannot publish d9-20260101-000000-abcdef: its run died before it ended. Deliver the folder again.");
    assertThatThrownBy(() -> publish(moved, GONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot accept dataset-missing: it does not stop %s.".formatted(moved));
    assertThatThrownBy(() -> publish("d7")).isInstanceOf(RefNotFoundException.class);

    publish(holdBack("d3", "01-001", "01-002"));

    CommitId head = study.head();
    assertThatThrownBy(() -> publish(moved))
        .isInstanceOf(PublishRefused.class)
        .hasMessage(
            "Cannot publish %s: main moved since its run started, and holds d3 now (commit %s). Deliver its folder again: studylake deliver DIR --study pilot --delivery d2"
                .formatted(moved, head.abbreviated()));
    assertThat(study.head()).isEqualTo(head);
  }

  @Test
  void ofTwoAtOnceOnePublishes() throws Exception {
    String branch = stop("d2", "01-001", "01-002", "01-003");
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Published> done = new ArrayList<>();
    try {
      Callable<Published> one = () -> publish(branch, GONE);
      for (Future<Published> result : threads.invokeAll(List.of(one, one))) {
        try {
          done.add(result.get());
        } catch (ExecutionException e) {
          assertThat(e.getCause())
              .isInstanceOf(PublishRefused.class)
              .hasMessageContaining(" is at work on it. Wait until that ends.");
        }
      }
    } finally {
      threads.shutdown();
    }

    assertThat(done).extracting(Published::commit).containsOnly(study.head());
    assertThat(done).filteredOn(published -> !published.before()).hasSize(1);
    assertThat(study.branches()).containsExactly("main");
    assertMainVerifies();
  }

  @Test
  void whatAKilledPublicationLeftIsFinished() {
    String branch = stop("d2", "01-001", "01-002", "01-003");
    String run = RunBranchName.parse(branch).orElseThrow().run();
    try (Study opened = study.open()) {
      // Killed before its commit: the verdict was taken back already.
      CommitId end = opened.store().require(branch);
      String left = Study.branchOf("d2", RunId.next(Instant.now()));
      opened.goOn(new RunId(run), "d2", left, end, opened.store().require("main")).close();
      opened.store().remove(left, HeldRun.path(run));
      opened.store().commit(left, "Take back", Map.of());
      assertThatThrownBy(() -> publish(left, GONE)).isInstanceOf(PublishRefused.class);
      opened.store().dropBranch(left);
    }
    CommitId published = publish(branch, GONE).commit();
    try (Study opened = study.open()) {
      // Killed after its merge: the branch is there still.
      opened.store().createBranch(branch, opened.store().commit(published).parents().get(1));
    }

    assertThat(publish(branch, GONE)).isEqualTo(new Published("d2", published, true, List.of()));
    assertThat(study.branches()).containsExactly("main");
    assertMainVerifies();
  }
}
