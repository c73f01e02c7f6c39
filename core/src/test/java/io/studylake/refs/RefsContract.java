package io.studylake.refs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.studylake.lake.Study;
import io.studylake.running.Posted;
import io.studylake.running.Running;
import io.studylake.version.CommitId;
import io.studylake.version.RefExistsException;
import io.studylake.version.RefNotFoundException;
import io.studylake.version.VersionStore;
import io.studylake.version.VersionStoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of branches and tags, whatever the store. */
abstract class RefsContract {
  static final String HELD = "d2-20260201-093000-aaaaaa";
  private static final String LATE = "d3-20260202-093000-bbbbbb";
  private static final String GATED = "d4-20260203-093000-cccccc";
  private static final String BROKEN = "d5-20260204-093000-dddddd";
  private static final String DIED = "d6-20260205-093000-eeeeee";
  private static final String LEFT = "d1-20260131-093000-ffffff";

  private static final Duration MONTH = Duration.ofDays(30);

  Study study;
  VersionStore store;
  private Refs refs;

  /** A study that was not there before. */
  abstract Study newStudy();

  @BeforeEach
  void openTheStudy() {
    study = newStudy();
    store = study.store();
    refs = new Refs(study);
  }

  @AfterEach
  void closeTheStudy() {
    study.close();
  }

  CommitId main() {
    return store.require("main");
  }

  /** The branch of a run that ended with a file of what it did. */
  CommitId ended(String branch, CommitId base, boolean passed, String findings) {
    store.createBranch(branch, base);
    String run = branch.substring(branch.indexOf('-') + 1);
    store.createExclusively(
        branch,
        "runs/%s.json".formatted(run),
        "{\"run\":\"%s\",\"passed\":%s,\"baseCommit\":\"%s\",\"findings\":[%s]}"
            .formatted(run, passed, base, findings)
            .getBytes(UTF_8));
    return store.commit(branch, "Delivery", Map.of()).id();
  }

  /** Delivery d1, published by a run that was killed before it dropped its branch. */
  private void publishD1() {
    CommitId base = main();
    store.createBranch(LEFT, base);
    store.createExclusively(
        LEFT,
        "runs/20260131-093000-ffffff.json",
        "{\"run\":\"20260131-093000-ffffff\",\"passed\":true,\"baseCommit\":\"%s\"}"
            .formatted(base)
            .getBytes(UTF_8));
    store.createExclusively(LEFT, "deliveries/d1/delivery.json", "{}".getBytes(UTF_8));
    store.commit(LEFT, "Delivery d1", Map.of());
    store.merge(LEFT, "main", "Delivery d1", Map.of());
    store.createTag("d1", main());
  }

  /** One branch of each kind that a run can leave. */
  private void leaveOneOfEachKind() {
    CommitId first = main();
    publishD1();
    ended(LATE, first, true, "");
    ended(HELD, main(), true, "");
    ended(GATED, main(), false, "{\"rule\":\"patients-gone\",\"level\":\"STOP\"}");
    ended(BROKEN, main(), false, "{\"rule\":\"patients-gone\",\"level\":\"WARN\"}");
    store.createBranch(DIED, main());
    refs.branch("what-if", "main");
  }

  private Prune prune(Duration olderThan, boolean held, Duration from) {
    Clock then = Clock.fixed(Instant.now().plus(from), ZoneOffset.UTC);
    return new Prune(study, olderThan, held, then);
  }

  @Test
  void aBranchIsToldByWhatBecameOfItsRun() {
    leaveOneOfEachKind();

    assertThat(new Branches(study).all())
        .extracting(StudyBranch::name, b -> b.kind().word(), StudyBranch::publishable)
        .containsExactly(
            tuple(LEFT, "published", false),
            tuple(HELD, "held back", true),
            tuple(LATE, "held back", false),
            tuple(GATED, "stopped", true),
            tuple(BROKEN, "stopped", false),
            tuple(DIED, "died", false),
            tuple("main", "main", false),
            tuple("what-if", "made", false));
    StudyBranch died = new Branches(study).find(DIED).orElseThrow();
    assertThat(died.delivery()).isEqualTo("d6");
    assertThat(died.run()).isEqualTo("20260205-093000-eeeeee");
    assertThat(died.since()).isEqualTo(Instant.parse("2026-02-05T09:30:00Z"));
  }

  @Test
  void aBranchThatALiveProcessOwnsIsAtWorkAndStays() {
    store.createBranch(DIED, main());
    try (Running running = Running.on(study);
        Posted posted = running.post("deliver d6")) {
      posted.owns(DIED);

      StudyBranch branch = new Branches(study).find(DIED).orElseThrow();
      assertThat(branch.kind()).isEqualTo(BranchKind.AT_WORK);
      assertThatThrownBy(() -> refs.dropBranch(DIED))
          .isInstanceOf(RefInUse.class)
          .hasMessage(
              "Cannot drop branch '%s': %s is at work on it. Wait until it ends, or stop it first.",
              DIED, posted.notice().words());
      assertThat(prune(Duration.ZERO, true, MONTH).plan())
          .extracting(Prune.Fate::goes, Prune.Fate::why)
          .containsExactly(tuple(false, posted.notice().words() + " is at work on it"));
    }
    assertThat(refs.dropBranch(DIED).kind()).isEqualTo(BranchKind.DIED);
    assertThat(store.branches()).containsExactly("main");
  }

  @Test
  void aBranchIsMadeFromMainOrAnotherRef() {
    CommitId first = main();
    publishD1();
    store.createTag("start", first);

    assertThat(refs.branch("now", "main")).isEqualTo(new Refs.Made("now", main(), true));
    assertThat(refs.branch("then", "start")).isEqualTo(new Refs.Made("then", first, true));
    assertThat(refs.branch("id", first.value())).isEqualTo(new Refs.Made("id", first, true));
    assertThat(store.require("then")).isEqualTo(first);
  }

  @Test
  void askedForTwiceItIsMadeOnceAndElsewhereItIsRefused() {
    CommitId first = main();
    refs.branch("what-if", "main");
    refs.tag("seen", "main");

    assertThat(refs.branch("what-if", "main")).isEqualTo(new Refs.Made("what-if", first, false));
    assertThat(refs.tag("seen", "main")).isEqualTo(new Refs.Made("seen", first, false));
    publishD1();
    assertThatThrownBy(() -> refs.branch("what-if", "main"))
        .isInstanceOf(RefExistsException.class)
        .hasMessage(
            "Cannot create branch 'what-if': there is a branch of that name. Choose another name.");
    assertThatThrownBy(() -> refs.branch("seen", "seen"))
        .isInstanceOf(RefExistsException.class)
        .hasMessage(
            "Cannot create branch 'seen': there is a tag of that name. Choose another name.");
    assertThatThrownBy(() -> refs.tag("d1", "seen"))
        .isInstanceOf(RefExistsException.class)
        .hasMessage("Cannot create tag 'd1': there is a tag of that name. Choose another name.");
  }

  @Test
  void namesThatStudylakeUsesAreReservedAndTheNearestIsOffered() {
    publishD1();
    store.dropTag("d1");

    assertRefused("branch", "a b/c", "'a b/c' cannot name a branch: use letters", "'a-b-c'");
    assertRefused("branch", "main", "it is the branch of what is published", "'main-copy'");
    assertRefused("branch", HELD, "runs name their branches so", "'%s-copy'".formatted(HELD));
    assertRefused("branch", "d1-r2", "a revision of a delivery", "'d1_r2'");
    assertRefused("branch", "0".repeat(64), "it looks like a commit id", "'at-000000000000'");
    assertRefused("branch", "prune", "it is a command", "'prune-1'");
    assertRefused("tag", "d1-r2", "a revision of a delivery", "'d1_r2'");
    assertRefused("tag", "d1", "a published delivery has that name", "'d1-copy'");
    assertThat(store.branches()).containsExactly(LEFT, "main");
    assertThat(store.tags()).isEmpty();
  }

  private void assertRefused(String what, String name, String why, String nearest) {
    assertThatThrownBy(
            () -> {
              if (what.equals("tag")) {
                refs.tag(name, "main");
              } else {
                refs.branch(name, "main");
              }
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'%s' cannot name a %s: ", name, what)
        .hasMessageContaining(why)
        .hasMessageEndingWith("example %s.".formatted(nearest));
  }

  @Test
  void aRefThatIsNotThereIsRefusedAndTheNearestNamed() {
    publishD1();
    refs.branch("what-if", "main");

    assertThatThrownBy(() -> refs.branch("b", "d9"))
        .isInstanceOf(RefNotFoundException.class)
        .hasMessageContaining("'d9'")
        .hasMessageEndingWith("The nearest is 'd1'.");
    assertThatThrownBy(() -> refs.dropBranch("what-of"))
        .isInstanceOf(RefNotFoundException.class)
        .hasMessage(
            "Cannot find branch 'what-of' in %s. The nearest is 'what-if'.".formatted(store.uri()));
    assertThatThrownBy(() -> refs.dropBranch("d1")).isInstanceOf(RefNotFoundException.class);
    assertThatThrownBy(() -> refs.dropTag("e1"))
        .isInstanceOf(RefNotFoundException.class)
        .hasMessage("Cannot find tag 'e1' in %s. The nearest is 'd1'.".formatted(store.uri()));
  }

  @Test
  void mainAndThePublishedStay() {
    publishD1();
    refs.tag("seen", "d1");

    assertThatThrownBy(() -> refs.dropBranch("main"))
        .isInstanceOf(RefInUse.class)
        .hasMessage("Cannot drop branch 'main': it holds what is published. Drop another branch.");
    assertThatThrownBy(() -> refs.dropTag("d1"))
        .isInstanceOf(RefInUse.class)
        .hasMessage(
            "Cannot delete tag 'd1': it is a published delivery's, and every published snapshot stays.");
    assertThat(refs.tags())
        .extracting(StudyTag::name, StudyTag::delivery)
        .containsExactly(tuple("d1", true), tuple("seen", false));
    assertThat(refs.dropTag("seen")).isEqualTo(main());
    assertThat(store.tags()).containsExactly("d1");
  }

  @Test
  void pruneKeepsWhatIsYoungMadeOrCouldBePublished() {
    leaveOneOfEachKind();

    assertThat(prune(MONTH, false, Duration.ofDays(31)).plan())
        .extracting(fate -> fate.branch().name(), Prune.Fate::goes, Prune.Fate::why)
        .containsExactly(
            tuple(LEFT, true, "its run is published"),
            tuple(HELD, false, "could still be published: --held drops it too"),
            tuple(LATE, true, "held back, and main moved on since"),
            tuple(GATED, false, "could still be published: --held drops it too"),
            tuple(BROKEN, true, "its run was stopped"),
            tuple(DIED, true, "its run died"),
            tuple("what-if", false, "somebody made it: drop-branch drops it"));
    assertThat(prune(MONTH, true, Duration.ofDays(29)).plan())
        .filteredOn(fate -> !fate.branch().name().equals(DIED))
        .noneMatch(Prune.Fate::goes);
  }

  @Test
  void pruneDropsWhatThePlanSaidAndCanBeBrokenOffAndBegunAgain() {
    leaveOneOfEachKind();
    Prune prune = prune(MONTH, true, Duration.ofDays(31));
    List<Prune.Fate> plan = prune.plan();

    assertThat(prune.carryOut(plan.subList(0, 2)).dropped())
        .extracting(StudyBranch::name)
        .containsExactly(LEFT, HELD);
    assertThat(store.branches()).containsExactly(LATE, GATED, BROKEN, DIED, "main", "what-if");
    assertThat(prune.carryOut(plan).dropped())
        .extracting(StudyBranch::name)
        .containsExactly(LATE, GATED, BROKEN, DIED);
    assertThat(prune.carryOut(plan).dropped()).isEmpty();
    assertThat(store.branches()).containsExactly("main", "what-if");
    assertThat(store.tags()).containsExactly("d1");
  }

  @Test
  void pruneLooksAgainBeforeItDrops() {
    leaveOneOfEachKind();
    Prune prune = prune(Duration.ZERO, true, MONTH);
    List<Prune.Fate> plan = prune.plan();
    CommitId before = store.require(BROKEN);
    store.createExclusively(BROKEN, "looked-at", "x".getBytes(UTF_8));
    store.commit(BROKEN, "Somebody's", Map.of());
    try (Running running = Running.on(study);
        Posted posted = running.post("publish " + HELD)) {
      posted.owns(HELD);

      Prune.Pruned pruned = prune.carryOut(plan);

      assertThat(pruned.kept())
          .extracting(fate -> fate.branch().name(), Prune.Fate::why)
          .containsExactly(
              tuple(HELD, posted.notice().words() + " is at work on it"),
              tuple(BROKEN, "it moved meanwhile"));
    }
    assertThat(store.branches()).containsExactly(HELD, BROKEN, "main", "what-if");
    assertThat(store.require(BROKEN)).isNotEqualTo(before);
  }

  @Test
  void severalAtOnceMakeAndDropOneBranchAndNoneIsHurt() throws Exception {
    publishD1();

    List<String> made = atOnce(() -> String.valueOf(refs.branch("what-if", "main").commit()));
    assertThat(made).hasSize(4).containsOnly(main().value());
    List<String> dropped =
        atOnce(
            () -> {
              try {
                return refs.dropBranch("what-if").name();
              } catch (RefNotFoundException e) {
                return "gone";
              }
            });
    assertThat(dropped).hasSize(4).contains("what-if").isSubsetOf("what-if", "gone");
    assertThat(store.branches()).containsExactly(LEFT, "main");
  }

  private static List<String> atOnce(Callable<String> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<String>> all = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        all.add(
            threads.submit(
                () -> {
                  try {
                    return work.call();
                  } catch (VersionStoreException e) {
                    return e.getMessage();
                  }
                }));
      }
      List<String> results = new ArrayList<>();
      for (Future<String> one : all) {
        results.add(one.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
