package io.studylake.run;

import io.studylake.lake.RunId;
import io.studylake.lake.Study;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.RefExistsException;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which deliveries a snapshot of {@code main} holds. */
final class DeliveryRegister {
  private final VersionStore store;
  private final MainHistory history;
  private final boolean reading;

  DeliveryRegister(VersionStore store) {
    this(store, false);
  }

  private DeliveryRegister(VersionStore store, boolean reading) {
    this.store = store;
    this.history = new MainHistory(store);
    this.reading = reading;
  }

  /** One that leaves undone what killed runs left undone. */
  static DeliveryRegister reading(VersionStore store) {
    return new DeliveryRegister(store, true);
  }

  /** The latest revision of a delivery in a snapshot. */
  Optional<DeliveryEntry> latest(CommitId snapshot, String delivery) {
    List<DeliveryEntry> revisions = revisions(snapshot, delivery);
    return revisions.isEmpty()
        ? Optional.empty()
        : Optional.of(revisions.get(revisions.size() - 1));
  }

  /** All revisions of a delivery in a snapshot, the first one first. */
  List<DeliveryEntry> revisions(CommitId snapshot, String delivery) {
    List<DeliveryEntry> revisions = new ArrayList<>();
    while (true) {
      String path = DeliveryEntry.path(DeliveryEntry.tag(delivery, revisions.size() + 1));
      Optional<byte[]> content = store.read(new View.Committed(snapshot), path);
      if (content.isEmpty()) {
        return revisions;
      }
      revisions.add(DeliveryEntry.parse(content.get(), path));
    }
  }

  /** The names of all deliveries in a snapshot. */
  Set<String> names(CommitId snapshot) {
    Set<String> names = new TreeSet<>();
    for (String tag : store.children(new View.Committed(snapshot), "deliveries/")) {
      names.add(tag.replaceFirst("-r[0-9]+$", ""));
    }
    return names;
  }

  /** What the commits of {@code main} say of its data. */
  MainHistory history() {
    return history;
  }

  /**
   * The commit that published a delivery. A run that was killed after its merge left no tag: it is
   * made here.
   */
  Commit published(CommitId head, DeliveryEntry entry) {
    Optional<Commit> tagged = store.resolve(entry.tag()).map(store::commit);
    if (tagged.isPresent() && isOf(tagged.get(), entry)) {
      return tagged.get();
    }
    try (Stream<Commit> log = store.log(head)) {
      Commit found =
          log.filter(commit -> isOf(commit, entry))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "Cannot find the commit of delivery %s on main: its entry names run %s."
                              .formatted(entry.tag(), entry.runId())));
      if (tagged.isEmpty()) {
        tag(entry.tag(), found.id());
      }
      return found;
    }
  }

  /**
   * Finishes what killed runs left undone after their merge: the tag, and the end of the branch.
   * Looks back along {@code main} to the first delivery that has its tag.
   */
  void finishPublished(CommitId head) {
    try (Stream<Commit> log = store.log(head)) {
      for (Commit commit : (Iterable<Commit>) log::iterator) {
        Map<String, String> run = history.withFigures(commit).metadata();
        String delivery = run.getOrDefault(RunMetadata.DELIVERY, "");
        if (delivery.isEmpty()) {
          continue;
        }
        int revision = Integer.parseInt(run.getOrDefault(RunMetadata.REVISION, "1"));
        String tag = DeliveryEntry.tag(delivery, revision);
        if (store.resolve(tag).isPresent()) {
          return;
        }
        tag(tag, commit.id());
        store.dropBranch(Study.branchOf(tag, new RunId(run.get(RunMetadata.RUN))));
      }
    }
  }

  /** A snapshot to start from: on {@code main}, since keys on any other branch are provisional. */
  CommitId publishedSnapshot(String ref) {
    return history.published(ref, "start from " + ref);
  }

  /** Whether a branch or tag has that name already. */
  boolean taken(String tag) {
    return store.resolve(tag).isPresent();
  }

  /** Tags a published commit; somebody who did so meanwhile is no harm. */
  void tag(String tag, CommitId commit) {
    if (reading) {
      return;
    }
    try {
      store.createTag(tag, commit);
    } catch (RefExistsException e) {
      if (!store.resolve(tag).equals(Optional.of(commit))) {
        throw e;
      }
    }
  }

  private boolean isOf(Commit commit, DeliveryEntry entry) {
    return entry.runId().equals(history.withFigures(commit).metadata().get(RunMetadata.RUN));
  }
}
