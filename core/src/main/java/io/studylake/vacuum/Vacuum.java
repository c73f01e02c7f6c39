package io.studylake.vacuum;

import io.studylake.lake.Study;
import io.studylake.progress.Progress;
import io.studylake.running.Notice;
import io.studylake.running.Posted;
import io.studylake.running.Running;
import io.studylake.storage.ObjectStoreException;
import io.studylake.version.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.io.FileIO;

/**
 * Deletes what no ref and no run of a study reaches. A file goes when no commit of any branch or
 * tag, back to the first, and nothing staged needs it, and it is older than the safety age and than
 * every run at work. Stopped at any moment and run again, it goes on.
 */
public final class Vacuum implements AutoCloseable {
  /** So far a run's own clock may be behind that of the store. */
  private static final Duration CLOCKS_APART = Duration.ofHours(1);

  private final Progress progress;
  private final Running running;
  private final FileIO io;
  private final StudyFolder folder;
  private final Reachable reachable;
  private final Duration age;
  private final List<String> left = new ArrayList<>();

  /**
   * A vacuum that has not begun.
   *
   * @param age the safety age
   */
  public Vacuum(Study study, Duration age, Progress progress) {
    this.progress = progress;
    this.age = age;
    this.running = Running.on(study);
    this.io = study.files();
    this.folder = StudyFolder.of(study, io);
    this.reachable = new Reachable(study.store(), folder);
  }

  /**
   * Finds what would be deleted; changes nothing.
   *
   * @throws BrokenStudyException when something that a ref reaches cannot be read
   */
  public Plan plan() {
    progress.step("Files", "in " + folder.root());
    // In this order: a run that begins after the listing has no file in it.
    Inventory inventory = Inventory.of(folder);
    Instant before = before(running.atWork());
    reachable.walk(progress);
    List<StudyFile> doomed = new ArrayList<>();
    long reached = 0;
    long reachedBytes = 0;
    long young = 0;
    long youngBytes = 0;
    for (StudyFile file : inventory.files()) {
      if (reachable.holds(file)) {
        reached++;
        reachedBytes += file.bytes();
      } else if (file.writtenAt().isAfter(before)) {
        young++;
        youngBytes += file.bytes();
      } else {
        doomed.add(file);
      }
    }
    return new Plan(
        doomed,
        new Plan.Kept(reached, reachedBytes, young, youngBytes, before),
        inventory.unknown());
  }

  /**
   * Deletes what a plan names and what still may be.
   *
   * @throws AtWorkException when another vacuum is at work
   * @throws StoreUnavailableException when a file cannot be deleted
   */
  public Outcome execute(Plan plan) {
    left.clear();
    Deletion deletion = new Deletion(folder, progress);
    long folders;
    boolean archive = !plan.files(true).isEmpty();
    Optional<Posted> first = post(archive ? Notices.OF_ARCHIVE : Notices.OF_TABLES);
    try {
      requireAlone(first);
      if (archive && first.isPresent()) {
        archived(plan, first.get(), deletion);
      }
    } catch (RuntimeException e) {
      first.ifPresent(Posted::close);
      throw e;
    }
    // The next notice stands before the last is taken away, or another vacuum could come between.
    Optional<Posted> second = archive ? post(Notices.OF_TABLES) : Optional.empty();
    if (archive) {
      first.ifPresent(Posted::close);
    }
    try {
      folders = tables(plan, deletion);
    } finally {
      (archive ? second : first).ifPresent(Posted::close);
    }
    if (archive && first.isEmpty()) {
      archivedAfterAll(plan, deletion);
    }
    return new Outcome(deletion.files(), deletion.bytes(), folders, left);
  }

  /**
   * Says that this process is at work; empty when a full disk does not take it: to free one is what
   * a vacuum is for, and the files of tables need no notice.
   */
  private Optional<Posted> post(String what) {
    try {
      return Optional.of(running.post(what));
    } catch (StoreUnavailableException | ObjectStoreException e) {
      progress.note(e.getMessage());
      return Optional.empty();
    }
  }

  private void requireAlone(Optional<Posted> own) {
    for (Notice notice : others(own)) {
      if (Notices.isVacuum(notice)) {
        throw new AtWorkException(
            "Cannot vacuum: %s is going on already. Wait for it, or stop it, and run this again."
                .formatted(notice.words()));
      }
    }
  }

  /** A run may be about to link what it found in the archive, where no ref shows it yet. */
  private void archived(Plan plan, Posted own, Deletion deletion) {
    List<Notice> others = others(Optional.of(own));
    if (!others.isEmpty()) {
      left.add(
          "%,d archived files, since %s is at work: run it again afterwards"
              .formatted(plan.files(true).size(), others.get(0).words()));
      return;
    }
    reachable.walk(progress);
    deletion.of("archive", unreachable(plan.files(true), Instant.MAX));
  }

  private void archivedAfterAll(Plan plan, Deletion deletion) {
    Optional<Posted> own = post(Notices.OF_ARCHIVE);
    if (own.isEmpty()) {
      left.add(
          "%,d archived files, since nobody can be told that they are deleted"
              .formatted(plan.files(true).size()));
      return;
    }
    try (Posted posted = own.get()) {
      requireAlone(own);
      archived(plan, posted, deletion);
    }
  }

  private long tables(Plan plan, Deletion deletion) {
    List<Notice> others = others(Optional.empty());
    Optional<Notice> pointing = others.stream().filter(Notices::isPointing).findFirst();
    if (pointing.isPresent() && !plan.files(false).isEmpty()) {
      // It may be about to reach any of them, however old.
      left.add(
          "%,d files of tables, since %s is at work: run it again afterwards"
              .formatted(plan.files(false).size(), pointing.get().words()));
      return 0;
    }
    Instant before = before(others);
    reachable.walk(progress);
    List<StudyFile> doomed = unreachable(plan.files(false), before);
    if (doomed.size() < plan.files(false).size()) {
      left.add(
          "%,d files of tables, since a run is at work or reaches them now"
              .formatted(plan.files(false).size() - doomed.size()));
    }
    deletion.of("tables", doomed);
    if (!folder.isLocal()) {
      return 0;
    }
    Set<String> emptied = new HashSet<>();
    doomed.forEach(file -> emptied.add(file.place().folder()));
    return new EmptyFolders(folder, reachable).remove(emptied, before);
  }

  private List<StudyFile> unreachable(List<StudyFile> files, Instant before) {
    return files.stream()
        .filter(file -> !reachable.holds(file) && !file.writtenAt().isAfter(before))
        .toList();
  }

  private List<Notice> others(Optional<Posted> own) {
    return running.atWork().stream()
        .filter(notice -> own.stream().noneMatch(o -> o.notice().id().equals(notice.id())))
        .toList();
  }

  /**
   * Files written after this moment stay: they are young, or a run at work may have written them.
   */
  private Instant before(List<Notice> atWork) {
    Instant old = running.storesClock().orElseGet(Instant::now).minus(age);
    return atWork.stream()
        .filter(notice -> !Notices.isVacuum(notice))
        .map(notice -> notice.startedAt().minus(CLOCKS_APART))
        .filter(started -> started.isBefore(old))
        .min(Instant::compareTo)
        .orElse(old);
  }

  @Override
  public void close() {
    running.close();
    io.close();
  }
}
