package io.studylake.version;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The versioned store of one study. Safe for use by several threads and several processes at once.
 *
 * <p>Every write is staged on a branch until {@link #commit} makes one commit of all that is staged
 * there. A reader of a {@link View.Committed} never sees a staged write. A process that dies at any
 * moment leaves a store that the next process uses without repair.
 *
 * <p>Names: branches and tags match {@link RefNames}; a name is a branch or a tag, never both.
 * Paths match {@link EntryPath}. No caller uses a path both as a file and as a folder: the embedded
 * store refuses it, an object store does not know folders.
 *
 * <p>Every method throws {@link StoreUnavailableException} when the store cannot be reached or does
 * not answer in time, and {@link RefNotFoundException} when a branch or commit it is given does not
 * exist.
 */
public interface VersionStore extends AutoCloseable {
  /** The branch that holds what is published; exists from the first moment on. */
  String MAIN = "main";

  /** Where the store is, for messages and lineage; without credentials. */
  String uri();

  /**
   * Creates a branch.
   *
   * @throws RefExistsException when a branch or tag of that name exists
   */
  void createBranch(String branch, CommitId from);

  /**
   * Drops a branch with what is staged on it; does nothing when it is gone already.
   *
   * @throws IllegalArgumentException for {@link #MAIN}
   */
  void dropBranch(String branch);

  /**
   * Creates a tag, which never moves.
   *
   * @throws RefExistsException when a branch or tag of that name exists, also for the same commit
   */
  void createTag(String tag, CommitId commit);

  /**
   * Drops a tag; does nothing when it is gone already. What has such a name is the caller's to
   * know: a published delivery is found by its tag.
   */
  void dropTag(String tag);

  /** The branches in order of name, {@link #MAIN} among them. */
  List<String> branches();

  /** The tags in order of name. */
  List<String> tags();

  /** The commit that a branch (its head), a tag or a full commit id names. */
  Optional<CommitId> resolve(String ref);

  /**
   * The commit that a branch (its head), a tag or a full commit id names.
   *
   * @throws RefNotFoundException when there is none; names the nearest ref that exists
   */
  CommitId require(String ref);

  /**
   * The head of a branch.
   *
   * @throws RefNotFoundException when there is no such branch; of a tag it says that it is one
   */
  CommitId head(String branch);

  /**
   * The entries under a prefix in order of path (by Unicode code point), for example {@code
   * tables/raw/ae/}.
   *
   * @param prefix what each path starts with; may be empty
   * @param limit at most so many, from the first on
   */
  List<Entry> list(View view, String prefix, int limit);

  /**
   * The distinct next path parts under a folder in order of name: for {@code tables/raw/} the names
   * of the tables.
   *
   * @param folder empty, or a path that ends in a slash
   */
  List<String> children(View view, String folder);

  /**
   * The content of one path that was created here; empty when there is none. Links are told by
   * {@link #list} and read by their address, never here.
   */
  Optional<byte[]> read(View view, String path);

  /**
   * Stages a new file, if there is none at that path in the branch's staged view.
   *
   * @throws PathExistsException when there surely was one, or the store finds that a part of the
   *     path is a file
   * @throws AmbiguousWriteException when the store cannot say whether the file was created: read it
   *     back
   */
  void createExclusively(String branch, String path, byte[] content);

  /**
   * Stages a link; what was at that path is replaced.
   *
   * @throws PathExistsException when the store finds that the path is a folder, or a part of it a
   *     file
   * @throws IllegalArgumentException when the store cannot read the address
   */
  void link(String branch, String path, Link link);

  /** Stages the removal of a path; does nothing when there is none. */
  void remove(String branch, String path);

  /**
   * Commits everything that is staged on the branch.
   *
   * @throws NothingToCommitException when nothing is staged
   */
  Commit commit(String branch, String message, Map<String, String> metadata);

  /**
   * Merges the last commit of {@code source}, a branch or another ref, into {@code target} as one
   * new commit with two parents, the target's head first. What is staged on {@code source} is left
   * out. Both sides may hold the same content at a path; the store never picks a side.
   *
   * @throws MergeConflictException when both sides changed a path differently since they parted;
   *     names every such path. Branches that merged each other before have several commits to
   *     compare with; studylake makes none such
   * @throws MergeRefusedException when the server's own gate says no
   * @throws UncommittedChangesException when something is staged on {@code target}
   * @throws NothingToCommitException when {@code source} adds nothing to {@code target}
   */
  Commit merge(String source, String target, String message, Map<String, String> metadata);

  /** Drops what is staged on a branch. */
  void reset(String branch);

  /**
   * Points a branch at another commit, if its head is the expected one; what is staged on it is
   * dropped. Killed in between, it may have dropped what was staged and not have moved the branch:
   * the same call again does all of it.
   *
   * <p>A server that compares nothing when it moves a head leaves a moment between the look and the
   * move in which another's commit would be lost: use it on branches that nobody else writes to.
   *
   * @param from where the branch's head is expected
   * @param to where it shall be
   * @throws BranchMovedException when the head is another one
   * @throws IllegalArgumentException for {@link #MAIN}
   */
  void moveBranch(String branch, CommitId from, CommitId to);

  /** The paths that differ from {@code left} to {@code right}, in order of path. */
  List<Change> diff(CommitId left, CommitId right);

  /** The commit with that id. */
  Commit commit(CommitId id);

  /** A commit and those before it along first parents, newest first; lazily, close it. */
  Stream<Commit> log(CommitId from);

  /** Releases what is held; never throws. */
  @Override
  void close();
}
