package io.studylake.catalog;

import io.studylake.version.Entry;
import io.studylake.version.ExclusiveWrite;
import io.studylake.version.Retry;
import io.studylake.version.StoreUnavailableException;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;

/**
 * The log of one table or namespace: pointers that are created and never changed.
 *
 * <p>Each pointer names the one below it. A pointer whose lower neighbour is another one is void:
 * it was put on top of a write that the store lost. Readers pass over void pointers; the next
 * commit goes on top of the highest pointer all the same, because its path is the next free one.
 */
final class PointerLog {
  private final VersionStore store;
  private final String folder;
  private final Retry retry;
  private final SeenPointers seen;

  /**
   * A log.
   *
   * @param folder the path of its folder, a slash at the end
   * @param seen what was read before
   */
  PointerLog(VersionStore store, String folder, Retry retry, SeenPointers seen) {
    this.store = store;
    this.folder = folder;
    this.retry = retry;
    this.seen = seen;
  }

  /**
   * The state of the log; costs one listing, and two reads where the newest pointers were not seen
   * before and none is void. A commit's costs that once.
   */
  LogState state(View view) {
    return view instanceof View.Committed committed
        ? seen.stateIn(committed.commit(), folder, () -> stateNow(view))
        : stateNow(view);
  }

  private LogState stateNow(View view) {
    for (int limit = 2; ; limit *= 2) {
      List<LoggedPointer> newest = newest(view, limit);
      Optional<Pointer> current =
          newest.stream().filter(LoggedPointer::valid).map(LoggedPointer::pointer).findFirst();
      if (current.isPresent() || newest.size() < limit - 1) {
        return new LogState(current, newest.stream().map(LoggedPointer::pointer).findFirst());
      }
    }
  }

  /** Every pointer, newest first, void ones marked. */
  List<LoggedPointer> readAll(View view) {
    return newest(view, Integer.MAX_VALUE);
  }

  /**
   * Puts a pointer on top of the log.
   *
   * @param on the state the caller has seen
   * @throws CommitFailedException when another writer surely was first
   * @throws CommitStateUnknownException when nobody can tell whether it was written
   */
  LoggedPointer append(String branch, LogState on, Target target) {
    Pointer pointer = on.next(target);
    String path = folder + PointerFile.name(pointer.version());
    create(branch, path, pointer);
    requireValid(branch, path, pointer);
    return new LoggedPointer(path, pointer, true);
  }

  private void create(String branch, String path, Pointer pointer) {
    Optional<byte[]> others;
    try {
      others = new ExclusiveWrite(store, retry).create(branch, path, PointerFile.write(pointer));
    } catch (StoreUnavailableException e) {
      throw new CommitStateUnknownException(e.getMessage(), e);
    }
    if (others.isPresent()) {
      throw new CommitFailedException(
          "Cannot commit %s on branch %s: another writer created it first. Load the table again and"
              + " repeat the change.",
          path, branch);
    }
  }

  private void requireValid(String branch, String path, Pointer own) {
    View view = new View.Staged(branch);
    try {
      Optional<String> lower =
          own.version() == 1
              ? Optional.empty()
              : read(view, folder + PointerFile.name(own.version() - 1)).map(Pointer::id);
      if (read(view, path).map(Pointer::id).equals(Optional.of(own.id()))
          && lower.equals(own.below())) {
        return;
      }
    } catch (StoreUnavailableException e) {
      throw new CommitStateUnknownException(
          "Cannot tell whether %s is valid on branch %s: %s"
              .formatted(path, branch, e.getMessage()),
          e);
    }
    throw new CommitStateUnknownException(
        "Cannot rely on %s, written on branch %s".formatted(path, branch),
        new IllegalStateException("the store lost it, or the pointer it was put on top of"));
  }

  /** The newest pointers; of as many as {@code limit} the last is only used to check the others. */
  private List<LoggedPointer> newest(View view, int limit) {
    for (int attempt = 0; ; attempt++) {
      List<Entry> entries = store.list(view, folder, limit);
      List<String> paths = entries.stream().map(Entry::path).toList();
      List<Pointer> pointers = new ArrayList<>();
      entries.forEach(
          entry -> seen.pointer(entry, () -> read(view, entry.path())).ifPresent(pointers::add));
      if (pointers.size() == paths.size()) {
        return checked(paths, pointers, paths.size() < limit);
      }
      if (!retry.again(attempt)) {
        throw new StoreUnavailableException(
            "Cannot read the pointers in %s: the store lists more than it holds. Try again."
                .formatted(folder),
            null);
      }
    }
  }

  private static List<LoggedPointer> checked(
      List<String> paths, List<Pointer> pointers, boolean complete) {
    List<LoggedPointer> logged = new ArrayList<>();
    for (int i = 0; i < (complete ? pointers.size() : pointers.size() - 1); i++) {
      Pointer pointer = pointers.get(i);
      Optional<Pointer> lower =
          i + 1 < pointers.size() ? Optional.of(pointers.get(i + 1)) : Optional.empty();
      boolean valid =
          pointer.below().equals(lower.map(Pointer::id))
              && pointer.version() == lower.map(Pointer::version).orElse(0L) + 1;
      logged.add(new LoggedPointer(paths.get(i), pointer, valid));
    }
    return List.copyOf(logged);
  }

  private Optional<Pointer> read(View view, String path) {
    return store.read(view, path).map(content -> PointerFile.read(path, content));
  }
}
