package io.studylake.gate;

import io.studylake.change.GreatestDate;
import java.util.List;
import java.util.Optional;

/**
 * The greatest date of a delivery is not after the parent's: an older delivery was sent, or the
 * same data once more.
 */
final class DeliveryDate implements Rule {
  static final String OLDER = "older-than-parent";
  static final String SAME = "same-greatest-date";

  private final Setting setting;
  private final boolean older;

  private DeliveryDate(Setting setting, boolean older) {
    this.setting = setting;
    this.older = older;
  }

  static DeliveryDate older(Setting setting) {
    return new DeliveryDate(setting, true);
  }

  static DeliveryDate same(Setting setting) {
    return new DeliveryDate(setting, false);
  }

  @Override
  public String name() {
    return older ? OLDER : SAME;
  }

  @Override
  public List<Finding> judge(Evidence evidence) {
    Evidence.Delivered delivered = evidence.delivered();
    Optional<GreatestDate> now = GreatestDate.of(delivered.columns(), delivered.startedAt());
    Optional<GreatestDate> before =
        GreatestDate.ofParent(
            evidence.parent().columns(), delivered.columns(), delivered.startedAt());
    if (now.isEmpty() || before.isEmpty()) {
      return List.of();
    }
    int compared = now.get().day().compareTo(before.get().day());
    if (older && compared < 0) {
      return List.of(finding(evidence, now.get(), before.get()));
    }
    // A revision of the same delivery is expected to be of the same day.
    return !older && compared == 0 && !evidence.parent().sameDelivery()
        ? List.of(finding(evidence, now.get(), before.get()))
        : List.of();
  }

  private Finding finding(Evidence evidence, GreatestDate now, GreatestDate before) {
    return setting.finding(
        Setting.level(setting.whole()),
        older
            ? "the greatest date is %s in %s, snapshot %s has %s in %s. Ask the sponsor whether an older delivery was sent, or which dates were corrected."
                .formatted(
                    now.day(),
                    now.column(),
                    evidence.parent().name(),
                    before.day(),
                    before.column())
            : "the greatest date is %s in %s, as in snapshot %s. Ask the sponsor whether the data are of a new cut-off."
                .formatted(now.day(), now.column(), evidence.parent().name()),
        "level = warn");
  }
}
