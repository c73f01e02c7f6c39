package io.studylake.catalog;

import io.studylake.version.CommitId;
import io.studylake.version.Entry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Pointers and states of logs that were read before and can never be otherwise: a content by its
 * id, a log by the commit it is looked at in. What is staged is always listed anew. Safe for use by
 * several threads.
 */
final class SeenPointers {
  private static final int KEPT = 10_000;

  private final Map<String, Pointer> pointers = recent();
  private final Map<String, LogState> states = recent();

  /** The pointer that an entry holds; read unless its content was seen before. */
  Optional<Pointer> pointer(Entry entry, Supplier<Optional<Pointer>> read) {
    synchronized (pointers) {
      Pointer known = pointers.get(entry.contentId());
      if (known != null) {
        return Optional.of(known);
      }
    }
    Optional<Pointer> found = read.get();
    synchronized (pointers) {
      found.ifPresent(pointer -> pointers.put(entry.contentId(), pointer));
    }
    return found;
  }

  /** The state of a log in a commit; read unless it was before. */
  LogState stateIn(CommitId commit, String folder, Supplier<LogState> read) {
    String key = commit + " " + folder;
    synchronized (states) {
      LogState known = states.get(key);
      if (known != null) {
        return known;
      }
    }
    LogState found = read.get();
    synchronized (states) {
      states.put(key, found);
    }
    return found;
  }

  private static <T> Map<String, T> recent() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
        return size() > KEPT;
      }
    };
  }
}
