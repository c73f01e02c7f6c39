package io.studylake.run;

import io.studylake.version.CommitId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is published under a delivery's name.
 *
 * @param all its revisions, the first one first
 * @param inEffect the latest of them that is in the history of {@code main}'s data; empty when
 *     there is none, or a restore took all of them back
 * @param holds the delivery whose data {@code main} holds, as it is tagged; empty for none
 */
record PublishedRevisions(
    List<DeliveryEntry> all, Optional<DeliveryEntry> inEffect, Optional<String> holds) {
  /** Copies what is mutable. */
  PublishedRevisions {
    all = List.copyOf(all);
  }

  static PublishedRevisions of(DeliveryRegister register, CommitId head, String delivery) {
    List<DeliveryEntry> all = register.revisions(head, delivery);
    Optional<DeliveryEntry> inEffect = Optional.empty();
    for (int i = all.size() - 1; i >= 0 && inEffect.isEmpty(); i--) {
      inEffect =
          Optional.of(all.get(i))
              .filter(entry -> register.history().isInEffect(head, entry.runId()));
    }
    return new PublishedRevisions(all, inEffect, register.history().heldTag(head));
  }

  /** The revision that comes next. */
  int next() {
    return all.size() + 1;
  }

  /**
   * Checks that nothing is published under the name of a delivery that is not to replace it.
   *
   * @throws DeliveryConflict when something is, saying what to do
   */
  void requireNone(DeliveryEntry entry) {
    for (DeliveryEntry published : all) {
      if (published.hasContentOf(entry)) {
        throw takenBack(published, entry);
      }
    }
    if (!all.isEmpty()) {
      throw otherContent(inEffect.orElse(all.get(all.size() - 1)), entry);
    }
  }

  private DeliveryConflict takenBack(DeliveryEntry published, DeliveryEntry now) {
    return new DeliveryConflict(
        ("Cannot deliver %1$s: it is published with this content as %2$s, but main was restored"
                + " since then and holds %3$s. Take main to it with `studylake restore --to %2$s`,"
                + " or deliver it as revision %4$d with --replace.")
            .formatted(
                now.delivery(), published.tag(), holds.orElse("no delivery"), now.revision()));
  }

  private static DeliveryConflict otherContent(DeliveryEntry before, DeliveryEntry now) {
    Map<String, String> changed = new TreeMap<>(now.files());
    changed.entrySet().removeAll(before.files().entrySet());
    before.files().keySet().stream()
        .filter(file -> !now.files().containsKey(file))
        .forEach(file -> changed.put(file + " (gone)", ""));
    return new DeliveryConflict(
        ("Cannot deliver %s: a delivery of that name is published with other content (%s)."
                + " Give this one another name with --delivery, or publish it as revision %d with"
                + " --replace.")
            .formatted(now.delivery(), String.join(", ", changed.keySet()), now.revision()));
  }
}
