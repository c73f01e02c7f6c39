package io.studylake.refs;

import io.studylake.lake.Study;
import io.studylake.version.VersionStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Drops branches that runs left behind, once they are old. */
public final class Prune {
  private final Branches branches;
  private final VersionStore store;
  private final Clock clock;
  private final Duration olderThan;
  private final boolean held;

  /**
   * Of a study; nothing is dropped yet.
   *
   * @param olderThan branches that are younger stay
   * @param held whether what could still be published goes too
   */
  public Prune(Study study, Duration olderThan, boolean held) {
    this(study, olderThan, held, Clock.systemUTC());
  }

  Prune(Study study, Duration olderThan, boolean held, Clock clock) {
    this.branches = new Branches(study);
    this.store = study.store();
    this.olderThan = olderThan;
    this.held = held;
    this.clock = clock;
  }

  /**
   * What shall become of a branch.
   *
   * @param branch the branch
   * @param goes whether it is dropped
   * @param why why it goes or stays
   */
  public record Fate(StudyBranch branch, boolean goes, String why) {}

  /** What became of the branches that were to go. */
  public record Pruned(List<StudyBranch> dropped, List<Fate> kept) {}

  /** What would become of each branch but main, in order of name. */
  public List<Fate> plan() {
    return branches.all().stream()
        .filter(branch -> branch.kind() != BranchKind.MAIN)
        .map(this::fate)
        .toList();
  }

  /**
   * Drops what a plan said, if it still is what it was: somebody may have thought about the plan
   * for a while. Safe to break off and to begin again.
   */
  public Pruned carryOut(List<Fate> plan) {
    Map<String, Fate> now =
        plan().stream()
            .collect(Collectors.toMap(fate -> fate.branch().name(), Function.identity()));
    List<StudyBranch> dropped = new ArrayList<>();
    List<Fate> kept = new ArrayList<>();
    for (Fate fate : plan) {
      // One that is gone was dropped by another process.
      Fate again = now.get(fate.branch().name());
      if (!fate.goes() || again == null) {
        continue;
      }
      if (!again.goes()) {
        kept.add(again);
      } else if (!again.branch().head().equals(fate.branch().head())) {
        kept.add(new Fate(again.branch(), false, "it moved meanwhile"));
      } else {
        store.dropBranch(again.branch().name());
        dropped.add(again.branch());
      }
    }
    return new Pruned(dropped, kept);
  }

  private Fate fate(StudyBranch branch) {
    return switch (branch.kind()) {
      case MAIN -> new Fate(branch, false, "holds what is published");
      case MADE -> new Fate(branch, false, "somebody made it: drop-branch drops it");
      case AT_WORK -> new Fate(branch, false, "%s is at work on it".formatted(branch.owner()));
      default -> fateOfLeft(branch);
    };
  }

  private Fate fateOfLeft(StudyBranch branch) {
    if (branch.since().plus(olderThan).isAfter(clock.instant())) {
      return new Fate(branch, false, "younger than asked for");
    }
    if (branch.publishable() && !held) {
      return new Fate(branch, false, "could still be published: --held drops it too");
    }
    return new Fate(branch, true, reason(branch));
  }

  private static String reason(StudyBranch branch) {
    return switch (branch.kind()) {
      case PUBLISHED -> "its run is published";
      case HELD_BACK -> branch.publishable() ? "held back" : "held back, and main moved on since";
      case STOPPED -> branch.publishable() ? "stopped by the gate" : "its run was stopped";
      default -> "its run died";
    };
  }
}
