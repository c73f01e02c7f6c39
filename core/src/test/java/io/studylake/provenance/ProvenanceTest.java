package io.studylake.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.VersionStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {
  @TempDir private Path folder;
  private Study study;
  private VersionStore store;
  private Provenance provenance;

  @BeforeEach
  void openTheStudy() {
    Configuration configuration =
        Configuration.load(
            Optional.empty(), Map.of(), Map.of("studylake.local.path", folder.toString()));
    study = Study.openOrCreate(configuration.lake(), "pilot");
    store = study.store();
    provenance = new Provenance(store);
  }

  @AfterEach
  void closeTheStudy() {
    study.close();
  }

  private CommitId head() {
    return store.require(VersionStore.MAIN);
  }

  private static byte[] runFile(String run, boolean passed, CommitId base) {
    return "{\"run\": \"%s\", \"passed\": %s, \"baseCommit\": \"%s\"}"
        .formatted(run, passed, base)
        .getBytes(UTF_8);
  }

  private Commit commit(String branch, String path, byte[] content, String message) {
    store.createExclusively(branch, path, content);
    return store.commit(branch, message, Map.of());
  }

  private Commit merge(String branch) {
    return store.merge(branch, VersionStore.MAIN, "Delivery " + branch, Map.of());
  }

  /** What a run leaves: its file as the last commit of its own branch, merged. */
  private Commit run(String run) {
    return run(run, runFile(run, true, head()));
  }

  private Commit run(String run, byte[] file) {
    store.createBranch(run, head());
    commit(run, "runs/" + run + ".json", file, "Delivery " + run);
    return merge(run);
  }

  private void assertRefused(Commit head, String flaw, Commit lastSound) {
    assertThat(provenance.flaw(head)).contains(flaw);
    assertThatThrownBy(() -> provenance.requireSoundHead(head(), "deliver d3"))
        .isInstanceOf(UnsoundMainException.class)
        .hasMessage(
            ("Cannot deliver d3: commit %s (%s, \"%s\") on main came from no passed run (%s), and"
                    + " nobody knows what it did to the study. Look at it with `studylake log` and"
                    + " `studylake verify`; take main back to commit %s (%s, \"%s\"), the last that"
                    + " a passed run made (docs/commands.md says how).")
                .formatted(
                    head.id().abbreviated(),
                    head.createdAt(),
                    head.message(),
                    flaw,
                    lastSound.id().abbreviated(),
                    lastSound.createdAt(),
                    lastSound.message()));
  }

  @Test
  void theFirstCommitAndTheMergesOfPassedRunsAreSound() {
    assertThatCode(() -> provenance.requireSoundHead(head(), "deliver d1"))
        .doesNotThrowAnyException();
    Commit d1 = run("r1");
    Commit d2 = run("r2");

    assertThat(provenance.flaw(d1)).isEmpty();
    assertThat(provenance.flaw(d2)).isEmpty();
    assertThatCode(() -> provenance.requireSoundHead(head(), "deliver d3"))
        .doesNotThrowAnyException();
  }

  @Test
  void aCommitMadeOnMainItselfIsRefused() {
    Commit d1 = run("r1");
    Commit direct = commit("main", "tables/raw/ae/1.json", new byte[0], "quick fix");

    assertRefused(direct, "it added no runs/<run id>.json", d1);
  }

  @Test
  void aRunFileCommittedToMainItselfIsRefused() {
    Commit d1 = run("r1");
    Commit direct = commit("main", "runs/r2.json", runFile("r2", true, d1.id()), "quick fix");

    assertRefused(direct, "it is no merge, with which every run ends", d1);
  }

  @Test
  void aBranchWithoutARunFileIsRefusedAlsoWhenItHasTheOldOnesOfMain() {
    Commit d1 = run("r1");
    store.createBranch("mine", head());
    commit("mine", "tables/raw/ae/1.json", new byte[0], "work");

    assertRefused(merge("mine"), "it added no runs/<run id>.json", d1);
  }

  @Test
  void anOldRunFileCopiedToANewNameIsRefused() {
    Commit first = store.commit(head());
    Commit d1 = run("r1");

    assertRefused(
        run("r2", runFile("r1", true, first.id())), "runs/r2.json is the file of run 'r1'", d1);
  }

  @Test
  void aRunThatDidNotPassIsRefused() {
    Commit d1 = run("r1");

    assertRefused(
        run("r2", runFile("r2", false, d1.id())),
        "runs/r2.json does not say that the run passed",
        d1);
  }

  @Test
  void passedAsTextIsNotPassed() {
    Commit d1 = run("r1");
    String text = new String(runFile("r2", true, d1.id()), UTF_8).replace("true", "\"true\"");

    assertRefused(
        run("r2", text.getBytes(UTF_8)), "runs/r2.json does not say that the run passed", d1);
  }

  @Test
  void aRunThatStartedFromAnotherCommitIsRefused() {
    Commit first = store.commit(head());
    Commit d1 = run("r1");

    assertRefused(
        run("r2", runFile("r2", true, first.id())),
        "runs/r2.json says that the run started from %s, and the merge was made on %s"
            .formatted(first.id().abbreviated(), d1.id().abbreviated()),
        d1);
  }

  @Test
  void aRunFileThatIsNoJsonIsRefused() {
    Commit first = store.commit(head());

    assertRefused(run("r1", "passed".getBytes(UTF_8)), "runs/r1.json cannot be read", first);
  }

  @Test
  void twoRunFilesInOneMergeAreRefused() {
    Commit first = store.commit(head());
    store.createBranch("mine", head());
    store.createExclusively("mine", "runs/r1.json", runFile("r1", true, first.id()));
    commit("mine", "runs/r2.json", runFile("r2", true, first.id()), "two");

    assertRefused(merge("mine"), "it changed 2 files in runs/, where a run adds one", first);
  }

  @Test
  void aBranchThatWasCommittedToAfterItsRunIsRefused() {
    Commit first = store.commit(head());
    store.createBranch("r1", head());
    commit("r1", "runs/r1.json", runFile("r1", true, first.id()), "Delivery r1");
    commit("r1", "tables/raw/ae/1.json", new byte[0], "one more thing");

    assertRefused(
        merge("r1"), "its branch was committed to after the run, which added runs/r1.json", first);
  }

  @Test
  void commitsOfHookFilesAloneArePassedOver() {
    Commit d1 = run("r1");
    Commit hooks = commit("main", "_lakefs_actions/gate.yaml", new byte[0], "init");
    assertThat(provenance.flaw(hooks)).isEmpty();
    assertThatCode(() -> provenance.requireSoundHead(head(), "deliver d2"))
        .doesNotThrowAnyException();
    // A run that was held back meanwhile may be merged.
    assertThat(provenance.flaw(run("r2", runFile("r2", true, d1.id())))).isEmpty();

    Commit direct = commit("main", "tables/raw/ae/1.json", new byte[0], "quick fix");
    commit("main", "_lakefs_actions/more.yaml", new byte[0], "init again");

    assertThatThrownBy(() -> provenance.requireSoundHead(head(), "deliver d3"))
        .isInstanceOf(UnsoundMainException.class)
        .hasMessageStartingWith(
            "Cannot deliver d3: commit %s (".formatted(direct.id().abbreviated()));
  }

  @Test
  void aMergeOfHookFilesAloneIsRefused() {
    commit("main", "_lakefs_actions/gate.yaml", new byte[0], "init");
    Commit d1 = run("r1");
    store.createBranch("mine", head());
    store.remove("mine", "_lakefs_actions/gate.yaml");
    store.commit("mine", "no gate", Map.of());

    assertRefused(merge("mine"), "it added no runs/<run id>.json", d1);
  }

  @Test
  void aRunWhoseBranchLostAHooksFileIsRefused() {
    commit("main", "_lakefs_actions/gate.yaml", new byte[0], "init");
    Commit d1 = run("r1");
    store.createBranch("r2", head());
    store.remove("r2", "_lakefs_actions/gate.yaml");
    commit("r2", "runs/r2.json", runFile("r2", true, d1.id()), "Delivery r2");

    assertRefused(
        merge("r2"),
        "it changed _lakefs_actions/gate.yaml, so the server's hooks may not have looked at it",
        d1);
  }

  @Test
  void aRunIsNotMadeOnAMergeOfHookFilesAlone() {
    commit("main", "_lakefs_actions/gate.yaml", new byte[0], "init");
    Commit d1 = run("r1");
    store.createBranch("mine", head());
    store.remove("mine", "_lakefs_actions/gate.yaml");
    store.commit("mine", "no gate", Map.of());
    merge("mine");
    Commit merge = run("r2", runFile("r2", true, d1.id()));

    assertThatThrownBy(() -> provenance.requireMadeOn(merge, d1.id(), "Delivery r2"))
        .isInstanceOf(UnsoundMainException.class);
  }

  @Test
  void aCommitThatTouchesHookFilesAndMoreIsRefused() {
    Commit first = store.commit(head());
    store.createExclusively("main", "_lakefs_actions/gate.yaml", new byte[0]);
    Commit both = commit("main", "tables/raw/ae/1.json", new byte[0], "init");

    assertRefused(both, "it added no runs/<run id>.json", first);
  }

  @Test
  void aMergeOnACommitThatTheRunDidNotLookAtIsFound() {
    CommitId base = head();
    Commit slippedIn = commit("main", "tables/raw/ae/1.json", new byte[0], "quick fix");
    Commit merge = run("r1", runFile("r1", true, base));

    assertThatThrownBy(() -> provenance.requireMadeOn(merge, base, "Delivery d1"))
        .isInstanceOf(UnsoundMainException.class)
        .hasMessage(
            ("Delivery d1 is published as commit %s, but on top of a commit that it never looked"
                    + " at: the run started from %s, and main was at %s when it was merged. Run"
                    + " `studylake verify`, and take main back if it finds something.")
                .formatted(
                    merge.id().abbreviated(), base.abbreviated(), slippedIn.id().abbreviated()));
    assertThatCode(() -> provenance.requireMadeOn(merge, slippedIn.id(), "Delivery d1"))
        .doesNotThrowAnyException();
  }
}
