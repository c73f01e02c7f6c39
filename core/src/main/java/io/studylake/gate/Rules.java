package io.studylake.gate;

import io.studylake.config.GateConfig;
import io.studylake.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The rules that there are: the one place that knows them all. */
public final class Rules {
  /** The rule that needs the rows of a delivery compared with those of its parent. */
  public static final String ROWS_CHANGED = "rows-changed";

  /** Rules on studylake itself: no setting and nobody's word lets through what they stop. */
  private static final List<Rule> FIXED =
      List.of(new KeysUnique(), new KeysUnmoved(), new SameRows());

  private static final Map<String, Function<Setting, Rule>> CONFIGURABLE =
      Map.ofEntries(
          Map.entry(DatasetMissing.NAME, DatasetMissing::new),
          Map.entry(RowsDeleted.NAME, RowsDeleted::new),
          Map.entry(ROWS_CHANGED, RowsChanged::new),
          Map.entry(MembersGone.PATIENTS, MembersGone::patients),
          Map.entry(MembersGone.SITES, MembersGone::sites),
          Map.entry(ColumnsGone.KEYS, ColumnsGone::keys),
          Map.entry(ColumnsGone.OTHERS, ColumnsGone::others),
          Map.entry(ColumnsDrifted.TYPE, ColumnsDrifted::type),
          Map.entry(ColumnsDrifted.FORMAT, ColumnsDrifted::format),
          Map.entry(ColumnsDrifted.LENGTH, ColumnsDrifted::length),
          Map.entry(PatientKeyNull.NAME, PatientKeyNull::new),
          Map.entry(NoSubjectRow.NAME, NoSubjectRow::new),
          Map.entry(StudyIdChanged.NAME, StudyIdChanged::new),
          Map.entry(DeliveryDate.OLDER, DeliveryDate::older),
          Map.entry(DeliveryDate.SAME, DeliveryDate::same),
          Map.entry(TreatmentAppeared.NAME, TreatmentAppeared::new));

  private Rules() {}

  /** All rules, as they are configured. */
  static List<Rule> of(GateConfig config) {
    List<Rule> rules = new ArrayList<>(FIXED);
    new TreeMap<>(CONFIGURABLE)
        .forEach((name, rule) -> rules.add(rule.apply(new Setting(config, name))));
    return List.copyOf(rules);
  }

  /** The names of all rules, in order. */
  public static Set<String> names() {
    Set<String> names = new TreeSet<>(CONFIGURABLE.keySet());
    FIXED.forEach(rule -> names.add(rule.name()));
    return names;
  }

  /**
   * Whether somebody may accept what a rule stops: all that can be configured may be.
   *
   * @return false also for a rule that does not exist
   */
  public static boolean acceptable(String rule) {
    return CONFIGURABLE.containsKey(rule);
  }

  /**
   * Checks that what a rule stops may be accepted.
   *
   * @throws IllegalArgumentException when it may not, or when there is no such rule
   */
  public static void requireAcceptable(String rule) {
    if (FIXED.stream().anyMatch(fixed -> fixed.name().equals(rule))) {
      throw new IllegalArgumentException(
          "Cannot accept %s: the rule guards against defects of studylake itself; nothing lets them through. Report it with the run's log."
              .formatted(rule));
    }
    if (!acceptable(rule)) {
      throw new IllegalArgumentException(
          "Cannot accept %s: there is no such rule. Did you mean %s?"
              .formatted(rule, Nearest.to(rule, CONFIGURABLE.keySet()).orElseThrow()));
    }
  }
}
