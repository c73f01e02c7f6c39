package io.studylake.vacuum;

import io.studylake.parallel.AtOnce;
import io.studylake.progress.Progress;
import io.studylake.storage.ObjectStoreFailures;
import io.studylake.version.StoreUnavailableException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Deletes files in batches and counts them; a file that is gone already is deleted. */
final class Deletion {
  private static final int BATCH = 500;
  private static final int AT_ONCE = 8;

  private final StudyFolder folder;
  private final Progress progress;
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  Deletion(StudyFolder folder, Progress progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Deletes files.
   *
   * @param what what they are, for progress
   * @throws StoreUnavailableException when one cannot be deleted; those before are
   */
  void of(String what, List<StudyFile> doomed) {
    for (int from = 0; from < doomed.size(); from += BATCH) {
      List<StudyFile> batch = doomed.subList(from, Math.min(doomed.size(), from + BATCH));
      AtOnce.doAll(AT_ONCE, batch.stream().map(file -> (Runnable) () -> delete(file)).toList());
      progress.end(
          "Vacuum", what, "%,d of %,d files deleted".formatted(from + batch.size(), doomed.size()));
    }
  }

  long files() {
    return files.get();
  }

  long bytes() {
    return bytes.get();
  }

  private void delete(StudyFile file) {
    try {
      folder.io().deleteFile(file.location());
    } catch (RuntimeException e) {
      throw ObjectStoreFailures.in(e).isPresent() ? e : undeletable(file, e);
    }
    files.incrementAndGet();
    bytes.addAndGet(file.bytes());
  }

  private StoreUnavailableException undeletable(StudyFile file, RuntimeException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new StoreUnavailableException(
        ("Cannot delete %s: %s. %,d files are deleted; let this user write there and run it again,"
                + " and the rest is.")
            .formatted(file.location(), root, files.get()),
        failure);
  }
}
