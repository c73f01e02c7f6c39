package io.studylake.lake;

import io.studylake.version.AmbiguousWriteException;
import io.studylake.version.PathExistsException;
import io.studylake.version.StoreUnavailableException;
import io.studylake.version.VersionStore;
import io.studylake.version.VersionStoreException;
import io.studylake.version.View;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Files that only one run can have written: so what is read back tells how a write ended. */
final class OwnFiles {
  private static final int ATTEMPTS = 7;
  private static final Duration FIRST_WAIT = Duration.ofMillis(25);

  private OwnFiles() {}

  static void create(VersionStore store, String branch, String path, byte[] content) {
    for (int attempt = 0; ; attempt++) {
      VersionStoreException failure;
      try {
        store.createExclusively(branch, path, content);
        return;
      } catch (PathExistsException | AmbiguousWriteException | StoreUnavailableException e) {
        failure = e;
      }
      // A store that cannot be read either has tried as often as it may.
      Optional<byte[]> there = store.read(new View.Staged(branch), path);
      if (there.isPresent() && Arrays.equals(there.get(), content)) {
        return;
      }
      if (there.isPresent() && failure instanceof PathExistsException) {
        throw failure;
      }
      if (attempt + 1 >= ATTEMPTS || !waited(attempt)) {
        throw failure instanceof AmbiguousWriteException
            ? new StoreUnavailableException(failure.getMessage(), failure)
            : failure;
      }
    }
  }

  private static boolean waited(int attempt) {
    try {
      Thread.sleep(FIRST_WAIT.toMillis() << attempt);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
