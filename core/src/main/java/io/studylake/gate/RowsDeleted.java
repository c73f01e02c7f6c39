package io.studylake.gate;

import io.studylake.config.RuleConfig;
import io.studylake.ingest.RawTable;
import io.studylake.lake.SnapshotFacts;
import java.util.List;
import java.util.stream.Stream;

/**
 * A dataset has fewer records than in the parent snapshot, those that are set aside included: the
 * net count, so that a record which was deleted and one that is new make none.
 */
final class RowsDeleted implements Rule {
  static final String NAME = "rows-deleted";

  private final Setting setting;

  RowsDeleted(Setting setting) {
    this.setting = setting;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean needsKeys() {
    return false;
  }

  @Override
  public List<Finding> judge(Evidence evidence) {
    return evidence.delivered().raw().stream().flatMap(raw -> judge(evidence, raw)).toList();
  }

  private Stream<Finding> judge(Evidence evidence, RawTable raw) {
    SnapshotFacts parent = evidence.parent().datasets().get(raw.dataset());
    RuleConfig rule = setting.of(raw.dataset());
    // A dataset without any row is dataset-missing's.
    if (parent == null || raw.rows() == 0) {
      return Stream.empty();
    }
    long before = parent.rows() + parent.quarantined();
    long now = raw.rows() + raw.quarantined();
    if (before < rule.parentRows() || now >= before) {
      return Stream.empty();
    }
    return Stream.of(
        setting.finding(
            Setting.level(rule, before - now, before),
            raw.dataset(),
            "dataset %s has %,d records, snapshot %s had %,d: %s fewer, %s (at most %,d may go). Ask the sponsor which were deleted and why."
                .formatted(
                    Facts.name(raw.dataset()),
                    now,
                    evidence.parent().name(),
                    before,
                    "%,d".formatted(before - now),
                    Facts.share(before - now, before),
                    rule.stop().of(before)),
            "stop.share"));
  }
}
