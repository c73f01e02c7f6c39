package io.studylake.running;

import io.studylake.lake.RunId;
import io.studylake.lake.Study;
import io.studylake.storage.ObjectFolder;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.io.FileIO;

/**
 * The processes that are at work on a study, by the notices in {@code <warehouse>/<study>/running}.
 *
 * <p>Whoever drops branches or deletes files lists first what there is to take away, and asks here
 * afterwards: a process posts its notice before it makes anything.
 */
public final class Running implements AutoCloseable {
  /** How long a process that cannot be looked up may be silent before it counts as dead. */
  public static final Duration SILENCE = Duration.ofMinutes(10);

  private static final Timing USUAL = new Timing(Duration.ofMinutes(1), SILENCE);

  private final FileIO io;
  private final NoticeFolder folder;
  private final Machine here;
  private final Clock clock;
  private final Timing timing;

  /**
   * How often a process shows that it lives, and after what silence it counts as dead.
   *
   * @param beat the time between two beats
   * @param silence many beats, so that a server may be away for a while
   */
  record Timing(Duration beat, Duration silence) {}

  Running(FileIO io, NoticeFolder folder, Machine here, Clock clock, Timing timing) {
    this.io = io;
    this.folder = folder;
    this.here = here;
    this.clock = clock;
    this.timing = timing;
  }

  /** The processes at work on a study. */
  public static Running on(Study study) {
    String location = study.folder() + "/running";
    FileIO io = study.files();
    Optional<ObjectFolder> objects =
        study.hadoop().map(hadoop -> new ObjectFolder(URI.create(location), hadoop));
    return new Running(
        io, new NoticeFolder(io, location, objects), Machine.here(), Clock.systemUTC(), USUAL);
  }

  /**
   * Says that this process is at work; to be called before it writes anything, and closed when it
   * writes no more.
   *
   * @param what what it does, for people: {@code deliver d4}
   * @throws io.studylake.storage.ObjectStoreException when the object store does not take it
   * @throws io.studylake.version.StoreUnavailableException when the file system does not
   */
  public Posted post(String what) {
    Instant now = clock.instant();
    return Posted.of(
        folder,
        new Notice(
            RunId.next(now).value(),
            what,
            Set.of(),
            here.user(),
            here.host(),
            here.id(),
            ProcessHandle.current().pid(),
            now),
        timing);
  }

  /**
   * The processes that are at work, or may be, in order of their start. What dead ones left is
   * cleared away, if that can be.
   *
   * @throws io.studylake.storage.ObjectStoreException when the object store does not answer
   * @throws io.studylake.version.StoreUnavailableException when the file system does not
   */
  public List<Notice> atWork() {
    Map<String, List<NoticeFile>> beats =
        folder.list().stream()
            .collect(Collectors.groupingBy(NoticeFile::id, TreeMap::new, Collectors.toList()));
    List<Notice> atWork = new ArrayList<>();
    for (List<NoticeFile> files : beats.values()) {
      Optional<Notice> notice = newestWhole(files);
      if (notice.map(here::knowsGone).orElse(false) || isSilent(files)) {
        files.forEach(file -> folder.deleteQuietly(file.location()));
      } else {
        // One without any whole beat has not begun, or has just ended.
        notice.ifPresent(atWork::add);
      }
    }
    return atWork;
  }

  /** The process that owns a branch, if one does. */
  public Optional<Notice> owner(String branch) {
    return atWork().stream().filter(notice -> notice.branches().contains(branch)).findFirst();
  }

  private Optional<Notice> newestWhole(List<NoticeFile> files) {
    return files.stream()
        .sorted(Comparator.comparingLong(NoticeFile::beat).reversed())
        .flatMap(file -> folder.read(file).stream())
        .findFirst();
  }

  /**
   * Whether a process has been silent for too long. This machine's clock may be wrong, so that it
   * only raises the suspicion; the clock that dated the beats confirms it.
   */
  private boolean isSilent(List<NoticeFile> files) {
    Instant latest =
        files.stream()
            .map(NoticeFile::writtenAt)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    return isSilent(latest, clock.instant())
        && storesClock().map(now -> isSilent(latest, now)).orElse(false);
  }

  private boolean isSilent(Instant latest, Instant now) {
    return latest.plus(timing.silence()).isBefore(now);
  }

  /** What time it is for whoever keeps the files; empty when nothing can be written there. */
  public Optional<Instant> storesClock() {
    String name = NoticeFile.name("clock-" + UUID.randomUUID(), 0);
    try {
      folder.write(name, new byte[0]);
      return folder.writtenAt(name);
    } catch (RuntimeException e) {
      // Who cannot write there cannot take anything away either: nobody is counted dead.
      return Optional.empty();
    } finally {
      folder.deleteQuietly(folder.locationOf(name));
    }
  }

  @Override
  public void close() {
    io.close();
  }
}
