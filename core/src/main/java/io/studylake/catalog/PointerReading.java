package io.studylake.catalog;

import io.studylake.version.Entry;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads pointers of any number of commits, each content once: commits share nearly all of them. For
 * whoever checks or collects; safe for several threads.
 */
public final class PointerReading {
  private final VersionStore store;
  private final Map<String, Read> known = new ConcurrentHashMap<>();

  /** Reads the pointers of one study. */
  public PointerReading(VersionStore store) {
    this.store = store;
  }

  /**
   * What an entry holds.
   *
   * @param pointer empty when it cannot be read
   * @param broken what is wrong with it, in words
   */
  public record Read(Optional<Pointer> pointer, Optional<String> broken) {
    private static Read broken(String why) {
      return new Read(Optional.empty(), Optional.of(why));
    }
  }

  /** Reads the pointer that a view lists. */
  public Read of(View view, Entry entry) {
    String key = entry.path() + ' ' + entry.contentId();
    Read before = known.get(key);
    if (before != null) {
      return before;
    }
    Optional<byte[]> content = store.read(view, entry.path());
    if (content.isEmpty()) {
      return Read.broken("pointer %s is listed, and cannot be read".formatted(entry.path()));
    }
    Read read = parsed(entry.path(), content.get());
    known.put(key, read);
    return read;
  }

  private static Read parsed(String path, byte[] content) {
    try {
      return new Read(Optional.of(PointerFile.read(path, content)), Optional.empty());
    } catch (PointerUnreadableException e) {
      return Read.broken(e.getMessage());
    }
  }
}
