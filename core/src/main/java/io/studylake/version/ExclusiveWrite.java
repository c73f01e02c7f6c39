package io.studylake.version;

import java.util.Arrays;
import java.util.Optional;

/**
 * An exclusive create whose outcome is known in the end. A create that is refused or breaks may
 * have taken place all the same, so it is read back, and made again when nothing is there, a
 * bounded number of times. Each content has to be one that nobody else writes.
 */
public final class ExclusiveWrite {
  private final VersionStore store;
  private final Retry retry;

  /**
   * Writes to one store.
   *
   * @param retry how often a write that is not there is made again
   */
  public ExclusiveWrite(VersionStore store, Retry retry) {
    this.store = store;
    this.retry = retry;
  }

  /**
   * Stages a file where there is none.
   *
   * @return what somebody else wrote there first; empty when the file is there as it was given
   * @throws StoreUnavailableException when nobody can tell whether it was written
   */
  public Optional<byte[]> create(String branch, String path, byte[] content) {
    for (int attempt = 0; ; attempt++) {
      VersionStoreException doubt;
      try {
        store.createExclusively(branch, path, content);
        return Optional.empty();
      } catch (PathExistsException | AmbiguousWriteException | StoreUnavailableException e) {
        doubt = e;
      }
      Optional<byte[]> there = readBack(branch, path);
      if (there.isPresent()) {
        return there.filter(found -> !Arrays.equals(found, content));
      }
      if (!retry.again(attempt)) {
        throw unknown(
            branch,
            path,
            doubt instanceof PathExistsException
                ? "it is refused as if it existed, yet nothing is there. Run it again."
                : doubt.getMessage(),
            doubt);
      }
    }
  }

  /** What is there. A store that cannot be read has tried as often as it may. */
  private Optional<byte[]> readBack(String branch, String path) {
    try {
      return store.read(new View.Staged(branch), path);
    } catch (StoreUnavailableException e) {
      throw unknown(branch, path, e.getMessage(), e);
    }
  }

  private static StoreUnavailableException unknown(
      String branch, String path, String why, VersionStoreException cause) {
    return new StoreUnavailableException(
        "Cannot tell whether %s was written on branch %s: %s".formatted(path, branch, why), cause);
  }
}
