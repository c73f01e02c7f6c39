package io.studylake.moves;

import io.studylake.lake.CommittedTables;
import io.studylake.lake.RunId;
import io.studylake.lake.Study;
import io.studylake.lake.TakeUp;
import io.studylake.lake.WorkBranch;
import io.studylake.meta.DeliveryTables;
import io.studylake.meta.MembersTable;
import io.studylake.meta.RestoreFacts;
import io.studylake.progress.Progress;
import io.studylake.provenance.Provenance;
import io.studylake.run.DeliveryConflict;
import io.studylake.run.Json;
import io.studylake.run.Landing;
import io.studylake.run.MainHistory;
import io.studylake.run.MainMoved;
import io.studylake.run.RunMetadata;
import io.studylake.running.Posted;
import io.studylake.running.Running;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.VersionStore;
import io.studylake.version.VersionStoreException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code restore}: {@code main} shows the data of an older snapshot again. A run of its own, as a
 * new commit: every table but the key maps, what was set aside and the record of deliveries points
 * to what it was. Nothing is deleted, and no key is ever given twice.
 *
 * <p>{@code main} moves in one step. Killed before it, a restore leaves a branch that means
 * nothing; killed after it, all is done but the end of that branch.
 */
public final class Restoration {
  private static final String BRANCH = "restore";

  private final Study study;
  private final VersionStore store;
  private final Progress progress;
  private final MainHistory history;
  private final Landing landing;
  private final Clock clock = Clock.systemUTC();

  /** Of the {@code main} of a study. */
  public Restoration(Study study, Progress progress) {
    this.study = study;
    this.store = study.store();
    this.progress = progress;
    this.history = new MainHistory(store);
    this.landing = new Landing(store);
  }

  /**
   * What a restore would do; changes nothing.
   *
   * @param ref a published snapshot: a tag, or a commit in the history of {@code main}
   * @throws DeliveryConflict when it is no such snapshot, or holds no delivery
   */
  public RestorePlan plan(String ref) {
    CommitId target = history.published(ref, "restore main to " + ref);
    String delivery =
        history
            .heldTag(target)
            .orElseThrow(
                () ->
                    new DeliveryConflict(
                        "Cannot restore main to %s: it holds no delivery. Name the tag of one; `studylake log` shows them."
                            .formatted(ref)));
    CommitId main = store.require(VersionStore.MAIN);
    List<TableMove> moves = new TableMoves(study).between(main, target, TakeUp::takes);
    return new RestorePlan(
        main,
        history.heldTag(main),
        target,
        delivery,
        moves.stream().filter(move -> !move.table().startsWith("meta.")).toList(),
        members(main, target),
        moves.isEmpty());
  }

  private List<MemberMove> members(CommitId main, CommitId target) {
    Map<String, Set<Long>> now = members(main);
    Map<String, Set<Long>> then = members(target);
    Set<String> entities = new TreeSet<>(now.keySet());
    entities.addAll(then.keySet());
    List<MemberMove> moves = new ArrayList<>();
    for (String entity : entities) {
      Set<Long> before = now.getOrDefault(entity, Set.of());
      Set<Long> after = then.getOrDefault(entity, Set.of());
      moves.add(
          new MemberMove(
              entity,
              before.size(),
              after.size(),
              before.stream().filter(key -> !after.contains(key)).count(),
              after.stream().filter(key -> !before.contains(key)).count()));
    }
    return moves;
  }

  private Map<String, Set<Long>> members(CommitId commit) {
    try (CommittedTables tables = CommittedTables.of(study, commit)) {
      return MembersTable.of(tables);
    }
  }

  /**
   * Does what was planned.
   *
   * @return the new commit of {@code main}; its head when there is nothing to do
   * @throws MainMoved when {@code main} is not any more where the plan was made
   * @throws io.studylake.provenance.UnsoundMainException when {@code main} holds a commit that came
   *     from no passed run
   */
  public CommitId execute(RestorePlan plan) {
    if (plan.nothing()) {
      return plan.main();
    }
    String what = "restore main to " + plan.delivery();
    // What nobody has looked at is nothing to build on.
    new Provenance(store).requireSoundHead(plan.main(), what);
    Instant start = clock.instant();
    RunId run = RunId.next(start);
    String name = Study.branchOf(BRANCH, run);
    progress.step("Restore", "main to " + plan.delivery());
    try (Running running = Running.on(study);
        Posted notice = running.post("restore main to " + plan.delivery())) {
      notice.owns(name);
      CommitId restored = restore(plan, run, start, what);
      drop(name);
      return restored;
    } catch (MainMoved e) {
      drop(name);
      throw new MainMoved(
          "Cannot %s: %s Look at what it would change now, and run it again."
              .formatted(what, e.getMessage()));
    } catch (RuntimeException | Error e) {
      drop(name);
      throw e;
    }
  }

  private CommitId restore(RestorePlan plan, RunId run, Instant start, String what) {
    // Before anything is written.
    landing.requireStill(plan.main());
    try (WorkBranch branch =
        study.branch(
            run,
            BRANCH,
            plan.main(),
            Optional.of(plan.target()),
            () -> {
              throw new IllegalStateException("a restore needs no Spark");
            })) {
      Commit held = history.held(plan.target()).orElseThrow();
      new DeliveryTables(branch).append(facts(plan, held, run, start));
      branch.write("runs/" + run + ".json", Json.bytes(file(plan, run, start)));
      branch.linkData();
      Commit commit =
          landing.commit(
              branch,
              what,
              "Restore main to %s (commit %s)"
                  .formatted(plan.delivery(), plan.target().abbreviated()),
              metadata(plan, held, run));
      Commit merge = landing.merge(commit, plan.main());
      landing.requireMadeOn(merge, plan.main(), "The restore to " + plan.delivery());
      return merge.id();
    }
  }

  private static RestoreFacts facts(RestorePlan plan, Commit held, RunId run, Instant start) {
    return new RestoreFacts(
        held.metadata().get(RunMetadata.DELIVERY),
        Integer.parseInt(held.metadata().getOrDefault(RunMetadata.REVISION, "1")),
        run.value(),
        held.metadata().getOrDefault(RunMetadata.CONTENT, ""),
        start,
        plan.main().value(),
        plan.target().value(),
        Integer.parseInt(held.metadata().getOrDefault(RunMetadata.DATASETS, "0")),
        Long.parseLong(held.metadata().getOrDefault(RunMetadata.ROWS, "0")));
  }

  private static RestoreFile file(RestorePlan plan, RunId run, Instant start) {
    return new RestoreFile(
        run.value(),
        "restore",
        plan.delivery(),
        true,
        "restored",
        plan.main().value(),
        plan.target().value(),
        start.truncatedTo(ChronoUnit.SECONDS).toString(),
        System.getProperty("user.name", ""));
  }

  /** The figures of the data that are shown again, but no delivery: it was published before. */
  private static Map<String, String> metadata(RestorePlan plan, Commit held, RunId run) {
    Map<String, String> metadata = new TreeMap<>();
    held.metadata()
        .forEach(
            (key, value) -> {
              if (key.equals(RunMetadata.DATASETS)
                  || key.equals(RunMetadata.ROWS)
                  || key.startsWith(RunMetadata.QUARANTINED)) {
                metadata.put(key, value);
              }
            });
    metadata.put(RunMetadata.RUN, run.value());
    metadata.put(RunMetadata.PASSED, "true");
    metadata.put(RunMetadata.RESTORED, plan.target().value());
    return metadata;
  }

  /** What is left of a restore is its branch, which means nothing to anybody. */
  private void drop(String branch) {
    try {
      store.dropBranch(branch);
    } catch (VersionStoreException e) {
      progress.note(
          "Branch %s is left over (%s); it can be dropped.".formatted(branch, e.getMessage()));
    }
  }
}
