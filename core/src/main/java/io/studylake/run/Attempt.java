package io.studylake.run;

import io.studylake.config.Configuration;
import io.studylake.delivery.Delivery;
import io.studylake.delivery.Fingerprint;
import io.studylake.ingest.DeliveryReader;
import io.studylake.ingest.LoadedAs;
import io.studylake.ingest.QuarantinePolicy;
import io.studylake.lake.RunId;
import io.studylake.version.CommitId;
import java.time.Instant;
import java.util.Optional;

/**
 * One try of a run, from one head of {@code main}.
 *
 * @param run its id: every try has its own, as it has its own branch
 * @param startedAt when it began
 * @param head the head of {@code main} that it was planned on
 * @param delivery the archived delivery
 * @param entry what the snapshot will say of the delivery
 * @param from the published snapshot whose data it starts from; the head when empty
 * @param replay what is loaded again; empty when a folder is delivered
 * @param alreadyPublished the delivery as it was published before; then there is nothing to do
 */
record Attempt(
    RunId run,
    Instant startedAt,
    CommitId head,
    Delivery delivery,
    DeliveryEntry entry,
    Optional<CommitId> from,
    Optional<ReplayOf> replay,
    Optional<DeliveryResult> alreadyPublished) {

  /**
   * Compares the delivery with what is published under its name.
   *
   * @param settingsId fingerprint of all settings that decide what the tables hold
   * @throws DeliveryConflict when other content is, and it is not to be replaced
   */
  static Attempt plan(
      DeliveryRegister register,
      CommitId head,
      Delivery delivery,
      Optional<CommitId> from,
      String settingsId,
      boolean replace,
      Instant startedAt) {
    RunId run = RunId.next(startedAt);
    PublishedRevisions revisions = PublishedRevisions.of(register, head, delivery.name());
    DeliveryEntry entry = DeliveryEntry.of(delivery, revisions.next(), settingsId, run);
    Optional<DeliveryResult> published = Optional.empty();
    Optional<DeliveryEntry> before = revisions.inEffect();
    if (before.isPresent() && before.get().hasContentOf(entry)) {
      boolean sameSettings = before.get().settingsId().equals(entry.settingsId());
      if (sameSettings || !replace) {
        published =
            Optional.of(
                new DeliveryResult.AlreadyPublished(
                    before.get().tag(), register.published(head, before.get()).id(), sameSettings));
      }
    } else if (!replace) {
      revisions.requireNone(entry);
    }
    if (published.isEmpty() && register.taken(entry.tag())) {
      throw new DeliveryConflict(
          "Cannot deliver %s: a branch or tag of that name exists, and it is no published delivery. Give this one another name with --delivery."
              .formatted(entry.tag()));
    }
    return new Attempt(run, startedAt, head, delivery, entry, from, Optional.empty(), published);
  }

  /**
   * Plans the next revision of a published delivery from its archived files.
   *
   * @param settingsId fingerprint of all settings that decide what the tables hold
   * @throws DeliveryConflict when the revision's name is not free
   */
  static Attempt again(
      DeliveryRegister register,
      CommitId head,
      Delivery delivery,
      String settingsId,
      ReplayOf replay,
      Instant startedAt) {
    RunId run = RunId.next(startedAt);
    DeliveryEntry entry = DeliveryEntry.of(delivery, replay.revision() + 1, settingsId, run);
    if (register.taken(entry.tag())) {
      throw new DeliveryConflict(
          "Cannot replay %s: a branch or tag %s exists, and it is no published delivery. Drop it first."
              .formatted(delivery.name(), entry.tag()));
    }
    return new Attempt(
        run,
        startedAt,
        head,
        delivery,
        entry,
        Optional.empty(),
        Optional.of(replay),
        Optional.empty());
  }

  /** As what its files are loaded. */
  LoadedAs loadedAs() {
    return new LoadedAs(entry.delivery(), entry.revision(), run.value(), startedAt);
  }

  /** Fingerprint of all settings that decide what the tables hold. */
  static String settingsId(
      DeliveryReader reader, QuarantinePolicy policy, Configuration configuration) {
    String keys = configuration.keys().toString();
    return policy.enabled()
        ? Fingerprint.of(reader.fingerprint(), keys, policy.word())
        : Fingerprint.of(reader.fingerprint(), keys);
  }
}
