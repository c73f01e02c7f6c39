package io.studylake.refs;

import io.studylake.lake.Study;
import io.studylake.text.Nearest;
import io.studylake.vacuum.Hold;
import io.studylake.version.CommitId;
import io.studylake.version.RefExistsException;
import io.studylake.version.RefNotFoundException;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes and drops branches and tags for people. Each is one step of the store: done or not. */
public final class Refs {
  private static final String BRANCH = "branch";
  private static final String TAG = "tag";

  private final Study study;
  private final VersionStore store;

  /** Of a study. */
  public Refs(Study study) {
    this.study = study;
    this.store = study.store();
  }

  /**
   * A branch or tag that was asked for.
   *
   * @param name its name
   * @param commit where it is
   * @param made false when it was there already
   */
  public record Made(String name, CommitId commit, boolean made) {}

  /**
   * Makes a branch; one that is there already at that commit is left as it is.
   *
   * @param at branch, tag or commit that it starts from
   * @throws IllegalArgumentException with the nearest name that can be
   * @throws RefNotFoundException when there is nothing of the name {@code at}; names the nearest;
   *     or when a vacuum took what a commit needs that no ref reaches
   * @throws io.studylake.vacuum.AtWorkException when it may be taking it now
   * @throws RefExistsException when a branch elsewhere, or a tag, has that name
   */
  public Made branch(String name, String at) {
    checkName(BRANCH, name);
    CommitId commit = store.require(at);
    try (Hold hold = Hold.on(study, commit, BRANCH, name)) {
      store.createBranch(name, commit);
      return new Made(name, commit, true);
    } catch (RefExistsException e) {
      return alreadyThere(name, commit, store.branches(), e);
    }
  }

  /** Makes a tag, in the same way. */
  public Made tag(String name, String at) {
    checkName(TAG, name);
    CommitId commit = store.require(at);
    try (Hold hold = Hold.on(study, commit, TAG, name)) {
      store.createTag(name, commit);
      return new Made(name, commit, true);
    } catch (RefExistsException e) {
      return alreadyThere(name, commit, store.tags(), e);
    }
  }

  /** A run that was killed after its merge left no tag: the next run makes it. */
  private void checkName(String what, String name) {
    MadeNames.check(what, name);
    CommitId main = store.require(VersionStore.MAIN);
    if (isDelivery(name, main) && store.resolve(name).isEmpty()) {
      throw new IllegalArgumentException(
          "'%s' cannot name a %s: a published delivery has that name, and the next delivery makes its tag. Use for example '%s-copy'."
              .formatted(name, what, name));
    }
  }

  /** The same asked for twice, or by two processes at once, is done once and right for both. */
  private Made alreadyThere(
      String name, CommitId commit, List<String> kind, RefExistsException elsewhere) {
    if (kind.contains(name) && store.resolve(name).equals(Optional.of(commit))) {
      return new Made(name, commit, false);
    }
    throw elsewhere;
  }

  /** The tags in order of name. */
  public List<StudyTag> tags() {
    List<StudyTag> tags = new ArrayList<>();
    for (String name : store.tags()) {
      // One that is gone meanwhile is none any more.
      store
          .resolve(name)
          .map(store::commit)
          .ifPresent(
              commit ->
                  tags.add(
                      new StudyTag(
                          name, commit.id(), commit.createdAt(), isDelivery(name, commit.id()))));
    }
    return tags;
  }

  /**
   * Drops a tag that somebody made.
   *
   * @return where it was
   * @throws RefNotFoundException when there is none of that name; names the nearest
   * @throws RefInUse when it is a published delivery's
   */
  public CommitId dropTag(String name) {
    List<String> tags = store.tags();
    if (!tags.contains(name)) {
      throw missing(TAG, name, tags);
    }
    CommitId commit = store.require(name);
    if (isDelivery(name, commit)) {
      throw new RefInUse(
          "Cannot delete tag '%s': it is a published delivery's, and every published snapshot stays."
              .formatted(name));
    }
    store.dropTag(name);
    return commit;
  }

  /**
   * Drops a branch, with what is staged on it.
   *
   * @return what it was
   * @throws RefNotFoundException when there is none of that name; names the nearest
   * @throws RefInUse when it is main, or a process that lives owns it
   */
  public StudyBranch dropBranch(String name) {
    if (name.equals(VersionStore.MAIN)) {
      throw new RefInUse(
          "Cannot drop branch 'main': it holds what is published. Drop another branch.");
    }
    StudyBranch branch =
        new Branches(study).find(name).orElseThrow(() -> missing(BRANCH, name, store.branches()));
    if (branch.kind() == BranchKind.AT_WORK) {
      throw new RefInUse(
          "Cannot drop branch '%s': %s is at work on it. Wait until it ends, or stop it first."
              .formatted(name, branch.owner()));
    }
    store.dropBranch(name);
    return branch;
  }

  private RefNotFoundException missing(String what, String name, List<String> known) {
    return new RefNotFoundException(
        "Cannot find %s '%s' in %s.%s"
            .formatted(
                what,
                name,
                store.uri(),
                Nearest.to(name, known).map(" The nearest is '%s'."::formatted).orElse("")));
  }

  private boolean isDelivery(String tag, CommitId commit) {
    String path = "deliveries/%s/delivery.json".formatted(tag);
    return store.read(new View.Committed(commit), path).isPresent();
  }
}
