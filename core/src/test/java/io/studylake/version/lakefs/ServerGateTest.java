package io.studylake.version.lakefs;

import static io.studylake.version.VersionStore.MAIN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lakefs.clients.sdk.ApiException;
import io.lakefs.clients.sdk.BranchesApi;
import io.lakefs.clients.sdk.ImportApi;
import io.lakefs.clients.sdk.RefsApi;
import io.lakefs.clients.sdk.RepositoriesApi;
import io.lakefs.clients.sdk.model.BranchProtectionRule;
import io.lakefs.clients.sdk.model.CherryPickCreation;
import io.lakefs.clients.sdk.model.CommitCreation;
import io.lakefs.clients.sdk.model.ImportCreation;
import io.lakefs.clients.sdk.model.ImportLocation;
import io.lakefs.clients.sdk.model.Merge;
import io.lakefs.clients.sdk.model.RevertCreation;
import io.studylake.testing.NeedsServers;
import io.studylake.testing.Servers;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.Link;
import io.studylake.version.MergeRefusedException;
import io.studylake.version.StoreUnavailableException;
import io.studylake.version.UncommittedChangesException;
import io.studylake.version.View;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the server lets through to {@code main}. */
@NeedsServers
class ServerGateTest {
  private static final Link FILE =
      new Link("s3a://studylake/warehouse/pilot/archive/ab12", 4711, "ab12".repeat(16));

  private LakefsVersionStore store;
  private String repository;
  private CommitId base;

  @BeforeEach
  void guardAStudy() {
    repository = TestRepositories.newName();
    store = LakefsVersionStore.openOrCreate(TestRepositories.settings(), repository);
    assertThat(store.guardMain())
        .containsExactly("Installed the pre-merge hook in _lakefs_actions/studylake_gate.yaml.");
    base = store.require(MAIN);
    store.createBranch("work", base);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aPassedRunIsMerged() {
    runFile("run-1", true, base);

    Commit merge = publish();

    assertThat(store.require(MAIN)).isEqualTo(merge.id());
  }

  @Test
  void aSecondInstallationChangesNothing() {
    assertThat(store.guardMain()).isEmpty();
    assertThat(store.require(MAIN)).isEqualTo(base);
  }

  @Test
  void nobodyWritesToMain() {
    // The server keeps the rules of a repository in a cache for a few seconds.
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> store.link(MAIN, "a", FILE))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("HTTP 403")
                    .hasMessageContaining("protected"));
  }

  @Test
  void aGateThatSomebodyChangedIsInstalledAgain() {
    store.remove("work", ServerGate.PATH);
    CommitId without = publish().id();

    assertThat(store.guardMain())
        .containsExactly("Installed the pre-merge hook in _lakefs_actions/studylake_gate.yaml.");

    CommitId again = store.require(MAIN);
    assertThat(store.commit(again).parents()).containsExactly(without);
    assertThat(store.read(new View.Committed(again), ServerGate.PATH).orElseThrow())
        .isEqualTo(store.read(new View.Committed(base), ServerGate.PATH).orElseThrow());
  }

  @Test
  void anInstallationThatWasKilledBeforeItsCommitIsRepeated() {
    try (LakefsVersionStore fresh = newStudy()) {
      fresh.createExclusively(MAIN, ServerGate.PATH, "half".getBytes(UTF_8));

      fresh.guardMain();

      assertThat(fresh.read(new View.Committed(fresh.require(MAIN)), ServerGate.PATH))
          .hasValueSatisfying(text -> assertThat(new String(text, UTF_8)).contains("pre-merge"));
      assertThat(fresh.guardMain()).isEmpty();
    }
  }

  @Test
  void whatElseIsStagedOnMainIsNotCommittedWithTheGate() {
    try (LakefsVersionStore fresh = newStudy()) {
      fresh.createExclusively(MAIN, ServerGate.PATH, "half".getBytes(UTF_8));
      fresh.createExclusively(MAIN, "z", new byte[] {1});

      assertThatThrownBy(fresh::guardMain)
          .isInstanceOf(UncommittedChangesException.class)
          .hasMessage(
              "Cannot install the gate in %s: z is staged on main and would be committed with it. Commit or reset it first."
                  .formatted(fresh.uri()));
    }
  }

  @Test
  void rulesThatSomebodyElseSetsMeanwhileStay() throws ApiException, IOException {
    String name = TestRepositories.newName();
    try (LossyProxy network = new LossyProxy(Servers.shared().lakefsEndpoint());
        LakefsVersionStore fresh =
            LakefsVersionStore.openOrCreate(TestRepositories.through(network), name);
        LakefsClient client = new LakefsClient(TestRepositories.settings())) {
      RepositoriesApi rules = new RepositoriesApi(client.api());
      protect(rules, name, "release-*");
      network.before(
          "PUT", "/branch_protection", () -> protect(rules, name, "release-*", "hotfix-*"));

      fresh.guardMain();

      assertThat(rules.getBranchProtectionRules(name).execute())
          .extracting(BranchProtectionRule::getPattern)
          .containsExactlyInAnyOrder("release-*", "hotfix-*", MAIN);
    }
  }

  private static void protect(RepositoriesApi rules, String repository, String... branches) {
    try {
      rules
          .setBranchProtectionRules(
              repository,
              Stream.of(branches)
                  .map(branch -> new BranchProtectionRule().pattern(branch))
                  .toList())
          .execute();
    } catch (ApiException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(LossyProxy.Lost.class)
  void anInstallationOverABadNetworkIsMadeOnce(LossyProxy.Lost lost) throws IOException {
    try (LossyProxy network = new LossyProxy(Servers.shared().lakefsEndpoint());
        LakefsVersionStore fresh =
            LakefsVersionStore.openOrCreate(
                TestRepositories.through(network), TestRepositories.newName())) {
      CommitId first = fresh.require(MAIN);
      network.lose(lost, 2, "POST", "/commits");

      fresh.guardMain();

      assertThat(fresh.commit(fresh.require(MAIN)).parents()).containsExactly(first);
      assertThat(fresh.guardMain()).isEmpty();
    }
  }

  private static LakefsVersionStore newStudy() {
    return LakefsVersionStore.openOrCreate(TestRepositories.settings(), TestRepositories.newName());
  }

  @Test
  void aCommitWithoutARunFileIsRefused() {
    store.createExclusively("work", "a", new byte[] {1});

    assertRefused("adds 0 run files, not one; publish with studylake deliver");
  }

  @Test
  void aRunThatDidNotPassIsRefused() {
    runFile("run-1", false, base);

    assertRefused("runs/run-1.json does not say passed");
  }

  @Test
  void aRunFileOfAnEarlierCommitDoesNotCount() {
    runFile("run-1", true, base);
    store.commit("work", "A run", Map.of());
    store.createExclusively("work", "a", new byte[] {1});

    assertRefused("adds 0 run files");
  }

  @Test
  void aRunFileThatMainAlreadyHasDoesNotCount() {
    runFile("run-1", true, base);
    CommitId published = publish().id();
    store.createBranch("second", published);
    store.createExclusively("second", "a", new byte[] {1});
    store.commit("second", "By hand", Map.of());

    assertThatThrownBy(() -> store.merge("second", MAIN, "Publish", Map.of()))
        .isInstanceOf(MergeRefusedException.class)
        .hasMessageContaining("adds 0 run files");
  }

  @Test
  void aRunFromAnOlderHeadIsRefused() {
    store.createBranch("late", base);
    runFile("run-1", true, base);
    CommitId published = publish().id();
    store.createExclusively("late", "runs/run-2.json", text("run-2", true, base));
    store.commit("late", "Run 2", Map.of());

    assertThatThrownBy(() -> store.merge("late", MAIN, "Publish", Map.of()))
        .isInstanceOf(MergeRefusedException.class)
        .hasMessageContaining(
            "runs/run-2.json started from commit %s, main is at %s; deliver again"
                .formatted(base, published));
    assertThat(store.require(MAIN)).isEqualTo(published);
  }

  @Test
  void aChangedRunFileIsRefused() {
    runFile("run-1", true, base);
    CommitId published = publish().id();
    store.createBranch("second", published);
    store.remove("second", "runs/run-1.json");
    store.createExclusively("second", "runs/run-2.json", text("run-2", true, published));
    store.commit("second", "By hand", Map.of());

    assertThatThrownBy(() -> store.merge("second", MAIN, "Publish", Map.of()))
        .hasMessageContaining("changes runs/run-1.json, which is never changed");
  }

  @Test
  void aMergeOfAMergeIsRefused() {
    store.createBranch("by-hand", base);
    store.createExclusively("by-hand", "a", new byte[] {1});
    store.commit("by-hand", "By hand", Map.of());
    runFile("run-1", true, base);
    store.commit("work", "A run", Map.of());
    store.merge("work", "by-hand", "Both", Map.of());

    assertThatThrownBy(() -> store.merge("by-hand", MAIN, "Publish", Map.of()))
        .isInstanceOf(MergeRefusedException.class)
        .hasMessageContaining("is a merge itself");
    assertThat(store.require(MAIN)).isEqualTo(base);
  }

  @Test
  void aSquashedMergeOfAPassedRunIsRefused() throws ApiException {
    runFile("run-1", true, base);
    store.commit("work", "A run", Map.of());

    try (LakefsClient client = new LakefsClient(TestRepositories.settings())) {
      assertRefused(
          () ->
              new RefsApi(client.api())
                  .mergeIntoBranch(repository, "work", MAIN)
                  .merge(new Merge().squashMerge(true))
                  .execute(),
          "main takes no squashed merge");
    }
  }

  @Test
  void whatIsNoMergeIsRefusedOnMainToo() throws ApiException {
    runFile("run-1", true, base);
    CommitId published = publish().id();
    store.createBranch("by-hand", published);
    store.createExclusively("by-hand", "a", new byte[] {1});
    CommitId byHand = store.commit("by-hand", "By hand", Map.of()).id();

    try (LakefsClient client = new LakefsClient(TestRepositories.settings())) {
      BranchesApi branches = new BranchesApi(client.api());
      RevertCreation revert = new RevertCreation().ref(published.value()).parentNumber(1);
      assertRefused(
          () -> branches.revertBranch(repository, MAIN, revert).execute(),
          "main takes merges of passed runs alone, no pre-revert");
      CherryPickCreation pick = new CherryPickCreation().ref(byHand.value());
      assertRefused(
          () -> branches.cherryPick(repository, MAIN, pick).execute(),
          "main takes merges of passed runs alone, no pre-cherry-pick");
    }
    assertThat(store.require(MAIN)).isEqualTo(published);
  }

  @Test
  void anImportIntoMainIsRefused() throws ApiException {
    store.createExclusively("work", "a", new byte[] {1});
    String address = store.list(new View.Staged("work"), "a", 1).get(0).contentId();
    ImportCreation creation =
        new ImportCreation()
            .commit(new CommitCreation().message("Import"))
            .addPathsItem(
                new ImportLocation()
                    .type(ImportLocation.TypeEnum.OBJECT)
                    .path(address)
                    .destination("imported"));

    String other = TestRepositories.newName();
    try (LakefsVersionStore target =
            LakefsVersionStore.openOrCreate(TestRepositories.settings(), other);
        LakefsClient client = new LakefsClient(TestRepositories.settings())) {
      target.guardMain();
      CommitId guarded = target.require(MAIN);
      ImportApi imports = new ImportApi(client.api());
      String id = imports.importStart(other, MAIN, creation).execute().getId();

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> imports.importStatus(other, MAIN, id).execute().getError() != null);
      assertThat(imports.importStatus(other, MAIN, id).execute().getError().getMessage())
          .contains("main takes merges of passed runs alone, no pre-commit");
      assertThat(target.require(MAIN)).isEqualTo(guarded);
    }
  }

  @Test
  void aFileInRunsThatIsNoRunFileIsRefused() {
    runFile("run-1", true, base);
    store.createExclusively("work", "runs/notes.txt", new byte[] {1});

    assertRefused("adds 2 run files, not one");

    store.createBranch("second", base);
    store.createExclusively("second", "runs/notes.txt", new byte[] {1});
    store.commit("second", "By hand", Map.of());
    assertThatThrownBy(() -> store.merge("second", MAIN, "Publish", Map.of()))
        .hasMessageContaining("runs/notes.txt is no run file");
  }

  @Test
  void manyRunFilesAreRefused() {
    for (String run : List.of("run-1", "run-2", "run-3")) {
      runFile(run, true, base);
    }

    assertRefused("adds more than two run files, not one");
  }

  @Test
  void aRunFileUnderAnotherNameIsRefused() {
    store.createExclusively("work", "runs/run-2.json", text("run-1", true, base));

    assertRefused("runs/run-2.json is the file of run run-1");
  }

  @Test
  void aRunsBranchThatChangesAHooksFileIsRefused() {
    store.createExclusively(
        "work", "_lakefs_actions/other.yaml", "name: other\non:\n  post-merge:\n".getBytes(UTF_8));
    store.commit("work", "A hook", Map.of());
    runFile("run-1", true, base);

    assertRefused("the branch changes _lakefs_actions/other.yaml, which no run does");
  }

  /** The hole that lakeFS leaves, so that whoever closes it there sees it here. */
  @Test
  void aBranchWithoutTheHooksFilePassesUnseen() {
    store.remove("work", ServerGate.PATH);
    store.createExclusively("work", "a", new byte[] {1});

    Commit merge = publish();

    assertThat(store.read(new View.Committed(merge.id()), "a")).isPresent();
  }

  private void assertRefused(String why) {
    assertThatThrownBy(this::publish)
        .isInstanceOf(MergeRefusedException.class)
        .hasMessageStartingWith(
            "Cannot merge 'work' into 'main': a hook of the server refused it: studylake gate: ")
        .hasMessageContaining(why);
    assertThat(store.require(MAIN)).isEqualTo(base);
  }

  private static void assertRefused(ThrowingCallable call, String why) {
    assertThatThrownBy(call)
        .isInstanceOf(ApiException.class)
        .satisfies(
            refused ->
                assertThat(((ApiException) refused).getResponseBody())
                    .contains("studylake gate: " + why));
  }

  private void runFile(String run, boolean passed, CommitId from) {
    store.createExclusively("work", "runs/" + run + ".json", text(run, passed, from));
  }

  private static byte[] text(String run, boolean passed, CommitId from) {
    return "{\"run\":\"%s\",\"passed\":%s,\"baseCommit\":\"%s\"}"
        .formatted(run, passed, from)
        .getBytes(UTF_8);
  }

  private Commit publish() {
    store.commit("work", "A run", Map.of());
    return store.merge("work", MAIN, "Publish", Map.of());
  }
}
