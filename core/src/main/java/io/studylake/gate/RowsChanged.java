package io.studylake.gate;

import io.studylake.compare.RowDifference;
import io.studylake.config.RuleConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Many rows of a dataset are others than in the parent snapshot, though about as many: those that
 * went and were replaced, which is as many as can have changed.
 */
final class RowsChanged implements Rule {
  private final Setting setting;

  RowsChanged(Setting setting) {
    this.setting = setting;
  }

  @Override
  public String name() {
    return Rules.ROWS_CHANGED;
  }

  @Override
  public List<Finding> judge(Evidence evidence) {
    return evidence.delivered().rows().entrySet().stream()
        .flatMap(rows -> judge(evidence, rows))
        .toList();
  }

  private Stream<Finding> judge(Evidence evidence, Map.Entry<String, RowDifference> rows) {
    RuleConfig rule = setting.of(rows.getKey());
    if (!(rows.getValue() instanceof RowDifference.Counted counted)
        || counted.before() < rule.parentRows()) {
      return Stream.empty();
    }
    long changed = Math.min(counted.added(), counted.removed());
    return Stream.of(
        setting.finding(
            Setting.level(rule, changed, counted.before()),
            rows.getKey(),
            "dataset %s has %,d of the %,d rows of snapshot %s no more and %,d others instead: up to %s changed. Ask the sponsor what was corrected."
                .formatted(
                    Facts.name(rows.getKey()),
                    counted.removed(),
                    counted.before(),
                    evidence.parent().name(),
                    counted.added(),
                    Facts.share(changed, counted.before())),
            "stop.share"));
  }
}
