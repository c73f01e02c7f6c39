package io.studylake.run;

import io.studylake.delivery.Archive;
import io.studylake.delivery.ArchivedFiles;
import io.studylake.delivery.CannotReadDeliveryException;
import io.studylake.delivery.DeliveredFile;
import io.studylake.delivery.Delivery;
import io.studylake.lake.Snapshot;
import io.studylake.lake.Study;
import io.studylake.text.Nearest;
import io.studylake.version.CommitId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Plans to load a published delivery again from its archived files, as its next revision. Refuses
 * what could only go wrong or change nothing, before a file is read.
 */
final class ReplayPlans implements Plans {
  private final Study study;
  private final DeliveryRegister register;
  private final ArchivedRevision archived;
  private final DeliverySource.Archived source;
  private final String name;
  private final Optional<DeliveredFile> contents;
  private Optional<Opened> opened = Optional.empty();

  /** A revision whose files are scanned already: main may move several times. */
  private record Opened(String tag, Delivery delivery) {}

  /**
   * Plans replays.
   *
   * @param request asks for archived files
   * @throws CannotReadDeliveryException when the corrected contents cannot be read
   */
  ReplayPlans(
      Workplace place, DeliveryRegister register, Reading reading, DeliveryRequest request) {
    this.study = place.study();
    this.register = register;
    this.archived =
        new ArchivedRevision(
            place.study().store(),
            new ArchivedFiles(reading.archive(), reading.settings().csv(), reading.limits()));
    this.source = (DeliverySource.Archived) request.source();
    this.name = request.delivery();
    this.contents = source.contents().map(file -> corrected(reading.archive(), file));
  }

  private static DeliveredFile corrected(Archive archive, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new CannotReadDeliveryException(
          "Cannot read %s: there is no such file. Name the corrected contents with --contents."
              .formatted(file));
    }
    return archive.store(file);
  }

  @Override
  public Attempt at(CommitId head, String settingsId, Instant startedAt) {
    DeliveryEntry before = published(head);
    long quarantined = quarantined(head);
    boolean otherContents =
        contents
            .map(file -> !file.archived().sha256().equals(before.files().get(before.contents())))
            .orElse(false);
    if (quarantined == 0 && !otherContents) {
      throw new ReplayRefused(
          "Cannot replay %s: nothing of it is in quarantine. Give corrected contents with --contents, or deliver its folder again with --replace to have it read with other settings."
              .formatted(name));
    }
    if (!otherContents && before.settingsId().equals(settingsId)) {
      throw new ReplayRefused(
          "Cannot replay %s: neither its contents nor the settings that it is read with have changed, so the same %,d %s would be set aside again. Correct the configuration, or give corrected contents with --contents."
              .formatted(name, quarantined, quarantined == 1 ? "row" : "rows"));
    }
    return Attempt.again(
        register,
        head,
        open(head, before),
        settingsId,
        new ReplayOf(before.revision(), before.settingsId(), source.user(), source.reason()),
        startedAt);
  }

  private DeliveryEntry published(CommitId head) {
    DeliveryEntry latest =
        register
            .latest(head, name)
            .orElseThrow(
                () ->
                    new DeliveryUnknown(
                        "Cannot replay %s: study %s has no published delivery of that name.%s"
                            .formatted(
                                name,
                                study.name(),
                                Nearest.to(name, register.names(head))
                                    .map(" Did you mean %s?"::formatted)
                                    .orElse(""))));
    String held = register.history().heldTag(head).orElse("");
    if (register.history().restore(head).isPresent() && !held.equals(latest.tag())) {
      throw new ReplayRefused(
          "Cannot replay %1$s: main was restored to %2$s, and does not hold its tables. Replay %2$s, or take main to %1$s first: studylake restore --to %1$s."
              .formatted(latest.tag(), held));
    }
    if (!held.equals(latest.tag())) {
      throw new ReplayRefused(
          "Cannot replay %1$s: main holds %2$s, which was delivered later and replaced its tables. Replay %2$s, or deliver the files of %1$s again under another name."
              .formatted(name, heldName(head)));
    }
    return latest;
  }

  private String heldName(CommitId head) {
    return register
        .history()
        .held(head)
        .map(commit -> commit.metadata().get(RunMetadata.DELIVERY))
        .orElse("");
  }

  private long quarantined(CommitId head) {
    return Snapshot.read(study, head).datasets().stream()
        .mapToLong(Snapshot.DatasetState::quarantined)
        .sum();
  }

  private Delivery open(CommitId head, DeliveryEntry entry) {
    if (opened.filter(known -> known.tag().equals(entry.tag())).isEmpty()) {
      opened = Optional.of(new Opened(entry.tag(), archived.open(head, entry, contents)));
    }
    return opened.get().delivery();
  }
}
