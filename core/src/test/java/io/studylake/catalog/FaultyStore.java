package io.studylake.catalog;

import io.studylake.version.AmbiguousWriteException;
import io.studylake.version.Change;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.Entry;
import io.studylake.version.Link;
import io.studylake.version.PathExistsException;
import io.studylake.version.StoreUnavailableException;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A real store whose next creates and reads go wrong in the ways that servers do. */
final class FaultyStore implements VersionStore {
  /** What happens to one create. */
  interface CreateFault {
    void create(VersionStore store, String branch, String path, byte[] content);
  }

  /** The answer is lost after the file was created. */
  static final CreateFault LOST_ANSWER =
      (store, branch, path, content) -> {
        store.createExclusively(branch, path, content);
        throw new AmbiguousWriteException("Cannot tell whether it was created: timed out", null);
      };

  /** The request is lost before anything was created. */
  static final CreateFault LOST_REQUEST =
      (store, branch, path, content) -> {
        throw new AmbiguousWriteException("Cannot tell whether it was created: timed out", null);
      };

  /** The store refuses although there is nothing, as lakeFS does while it commits. */
  static final CreateFault REFUSED_WITHOUT_REASON =
      (store, branch, path, content) -> {
        throw new PathExistsException("Cannot create %s: it exists".formatted(path));
      };

  /** The store is gone. */
  static final CreateFault UNAVAILABLE =
      (store, branch, path, content) -> {
        throw new StoreUnavailableException("Cannot reach the store: connection refused", null);
      };

  private final VersionStore store;
  private final Deque<CreateFault> createFaults = new ArrayDeque<>();
  private int unreadable;
  private int vanished;

  FaultyStore(VersionStore store) {
    this.store = store;
  }

  /** The next creates go this way, one after the other; those after them go well. */
  FaultyStore nextCreates(CreateFault... faults) {
    createFaults.addAll(List.of(faults));
    return this;
  }

  /** The next so many reads find the store unavailable. */
  FaultyStore nextReadsFail(int count) {
    unreadable = count;
    return this;
  }

  /** The next so many reads find nothing, whatever was listed. */
  FaultyStore nextReadsFindNothing(int count) {
    vanished = count;
    return this;
  }

  @Override
  public void createExclusively(String branch, String path, byte[] content) {
    if (createFaults.isEmpty()) {
      store.createExclusively(branch, path, content);
    } else {
      createFaults.remove().create(store, branch, path, content);
    }
  }

  @Override
  public Optional<byte[]> read(View view, String path) {
    if (unreadable > 0) {
      unreadable--;
      throw new StoreUnavailableException("Cannot reach the store: connection refused", null);
    }
    if (vanished > 0) {
      vanished--;
      return Optional.empty();
    }
    return store.read(view, path);
  }

  @Override
  public String uri() {
    return store.uri();
  }

  @Override
  public void createBranch(String branch, CommitId from) {
    store.createBranch(branch, from);
  }

  @Override
  public void dropBranch(String branch) {
    store.dropBranch(branch);
  }

  @Override
  public void createTag(String tag, CommitId commit) {
    store.createTag(tag, commit);
  }

  @Override
  public void dropTag(String tag) {
    store.dropTag(tag);
  }

  @Override
  public List<String> branches() {
    return store.branches();
  }

  @Override
  public List<String> tags() {
    return store.tags();
  }

  @Override
  public Optional<CommitId> resolve(String ref) {
    return store.resolve(ref);
  }

  @Override
  public CommitId require(String ref) {
    return store.require(ref);
  }

  @Override
  public CommitId head(String branch) {
    return store.head(branch);
  }

  @Override
  public List<Entry> list(View view, String prefix, int limit) {
    return store.list(view, prefix, limit);
  }

  @Override
  public List<String> children(View view, String folder) {
    return store.children(view, folder);
  }

  @Override
  public void link(String branch, String path, Link link) {
    store.link(branch, path, link);
  }

  @Override
  public void remove(String branch, String path) {
    store.remove(branch, path);
  }

  @Override
  public Commit commit(String branch, String message, Map<String, String> metadata) {
    return store.commit(branch, message, metadata);
  }

  @Override
  public Commit merge(String source, String target, String message, Map<String, String> metadata) {
    return store.merge(source, target, message, metadata);
  }

  @Override
  public void moveBranch(String branch, CommitId from, CommitId to) {
    store.moveBranch(branch, from, to);
  }

  @Override
  public void reset(String branch) {
    store.reset(branch);
  }

  @Override
  public List<Change> diff(CommitId left, CommitId right) {
    return store.diff(left, right);
  }

  @Override
  public Commit commit(CommitId id) {
    return store.commit(id);
  }

  @Override
  public Stream<Commit> log(CommitId from) {
    return store.log(from);
  }

  @Override
  public void close() {
    store.close();
  }
}
