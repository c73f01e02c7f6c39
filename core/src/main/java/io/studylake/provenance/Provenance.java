package io.studylake.provenance;

import io.studylake.version.Change;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells whether commits on {@code main} came from passed runs.
 *
 * <p>A commit is sound when it is the first one, when it is no merge and changes nothing but the
 * server's hook files, or when it is the merge of a run: its source's last commit added exactly one
 * file {@code runs/<run id>.json}, which says that the run passed and that it started from the
 * commit that the merge was made on; and the merge changes no hook files. Every passed run has
 * looked at the head that it started from, so a sound head proves all that is below it: the cost of
 * {@link #requireSoundHead} has no term for history.
 */
public final class Provenance {
  /** The key of a run's commits that says whether the run passed, {@code true} or {@code false}. */
  public static final String PASSED = "studylake.passed";

  /** Where a lakeFS server keeps its hook files; only an administrator commits there. */
  private static final String HOOKS = "_lakefs_actions/";

  private final VersionStore store;

  /** Of the commits of a study. */
  public Provenance(VersionStore store) {
    this.store = store;
  }

  /**
   * Checks that a run may build on a head of {@code main}; commits of hook files alone are passed
   * over.
   *
   * @param what the words after "Cannot", for example {@code deliver d4}
   * @throws UnsoundMainException naming the commit, what is wrong with it, and the last sound one
   */
  public void requireSoundHead(CommitId head, String what) {
    Commit commit = store.commit(head);
    while (!commit.parents().isEmpty()) {
      List<Change> changes = changes(commit);
      if (!onlyHooks(commit, changes)) {
        requireRun(commit, changes, what);
        return;
      }
      commit = firstParent(commit);
    }
  }

  private void requireRun(Commit commit, List<Change> changes, String what) {
    Optional<String> flaw = flaw(commit, changes);
    if (flaw.isEmpty()) {
      return;
    }
    Commit sound = lastSound(commit);
    throw new UnsoundMainException(
        ("Cannot %s: commit %s on main came from no passed run (%s), and nobody knows what"
                + " it did to the study. Look at it with `studylake log` and `studylake verify`;"
                + " take main back to commit %s, the last that a passed run made (docs/commands.md"
                + " says how).")
            .formatted(what, words(commit), flaw.get(), words(sound)));
  }

  /**
   * Checks that a run's merge was made on the commit that the run started from.
   *
   * @param merge the merge commit
   * @param base the head of {@code main} that the run started from
   * @param what what was published, for the message: {@code Delivery d4}
   * @throws UnsoundMainException when somebody committed in between
   */
  public void requireMadeOn(Commit merge, CommitId base, String what) {
    if (merge.parents().isEmpty() || !reaches(merge.parents().get(0), base)) {
      throw new UnsoundMainException(
          ("%s is published as commit %s, but on top of a commit that it never looked at:"
                  + " the run started from %s, and main was at %s when it was merged. Run `studylake"
                  + " verify`, and take main back if it finds something.")
              .formatted(
                  what,
                  merge.id().abbreviated(),
                  base.abbreviated(),
                  merge.parents().isEmpty() ? "nothing" : merge.parents().get(0).abbreviated()));
    }
  }

  /** Whether a commit keeps what a run had when it failed or was stopped. */
  public static boolean isOfAFailedRun(Commit commit) {
    return "false".equals(commit.metadata().get(PASSED));
  }

  /** What is wrong with a commit on {@code main}; empty when it is sound. */
  public Optional<String> flaw(Commit commit) {
    if (commit.parents().isEmpty()) {
      return Optional.empty();
    }
    List<Change> changes = changes(commit);
    return onlyHooks(commit, changes) ? Optional.empty() : flaw(commit, changes);
  }

  private Optional<String> flaw(Commit commit, List<Change> changes) {
    List<Change> runs =
        changes.stream().filter(change -> change.path().startsWith(RunEvidence.FOLDER)).toList();
    if (runs.stream().noneMatch(run -> run.kind() == Change.Kind.ADDED)) {
      return Optional.of("it added no runs/<run id>.json");
    }
    if (runs.size() > 1) {
      return Optional.of(
          "it changed %d files in runs/, where a run adds one".formatted(runs.size()));
    }
    if (commit.parents().size() != 2) {
      return Optional.of("it is no merge, with which every run ends");
    }
    Optional<Change> hook =
        changes.stream().filter(change -> change.path().startsWith(HOOKS)).findFirst();
    if (hook.isPresent()) {
      return Optional.of(
          "it changed %s, so the server's hooks may not have looked at it"
              .formatted(hook.get().path()));
    }
    String path = runs.get(0).path();
    return store
        .read(new View.Committed(commit.id()), path)
        .flatMap(content -> RunEvidence.read(path, content))
        .map(run -> flaw(commit, run))
        .orElse(Optional.of(path + " cannot be read"));
  }

  private Optional<String> flaw(Commit merge, RunEvidence run) {
    if (!run.underItsName()) {
      return Optional.of("%s is the file of run '%s'".formatted(run.path(), run.run()));
    }
    if (!run.passed()) {
      return Optional.of(run.path() + " does not say that the run passed");
    }
    CommitId on = merge.parents().get(0);
    if (!reaches(on, new CommitId(run.baseCommit()))) {
      return Optional.of(
          "%s says that the run started from %s, and the merge was made on %s"
              .formatted(
                  run.path(), new CommitId(run.baseCommit()).abbreviated(), on.abbreviated()));
    }
    Commit source = store.commit(merge.parents().get(1));
    boolean addedLast =
        source.parents().stream()
            .allMatch(parent -> store.read(new View.Committed(parent), run.path()).isEmpty());
    return addedLast
        ? Optional.empty()
        : Optional.of(
            "its branch was committed to after the run, which added %s".formatted(run.path()));
  }

  /**
   * Whether a head of {@code main} is the one that a run started from, or has only commits of hook
   * files on top of it: the study is the one that the run has seen.
   */
  public boolean reaches(CommitId head, CommitId base) {
    CommitId at = head;
    while (!at.equals(base)) {
      Optional<CommitId> below = belowHooks(store.commit(at));
      if (below.isEmpty()) {
        return false;
      }
      at = below.get();
    }
    return true;
  }

  /** A head of {@code main}, and every commit that it {@link #reaches}. */
  public Set<CommitId> reached(CommitId head) {
    Set<CommitId> reached = new LinkedHashSet<>();
    for (Optional<CommitId> at = Optional.of(head); at.isPresent(); ) {
      reached.add(at.get());
      at = belowHooks(store.commit(at.get()));
    }
    return reached;
  }

  /** The commit below one that changes hook files alone; empty for any other. */
  private Optional<CommitId> belowHooks(Commit commit) {
    return commit.parents().isEmpty() || !onlyHooks(commit, changes(commit))
        ? Optional.empty()
        : Optional.of(commit.parents().get(0));
  }

  /** Looks back through history: only once something is wrong. */
  private Commit lastSound(Commit unsound) {
    try (Stream<Commit> log = store.log(unsound.id())) {
      return log.filter(commit -> flaw(commit).isEmpty()).findFirst().orElse(unsound);
    }
  }

  private List<Change> changes(Commit commit) {
    return store.diff(commit.parents().get(0), commit.id());
  }

  private Commit firstParent(Commit commit) {
    return store.commit(commit.parents().get(0));
  }

  /** A merge never is: its branch may have lost a hook's file so that no hook looked at it. */
  private static boolean onlyHooks(Commit commit, List<Change> changes) {
    return commit.parents().size() == 1
        && changes.stream().allMatch(change -> change.path().startsWith(HOOKS));
  }

  private static String words(Commit commit) {
    return "%s (%s, \"%s\")"
        .formatted(commit.id().abbreviated(), commit.createdAt(), commit.message().strip());
  }
}
