package io.studylake.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import io.studylake.text.Nearest;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What stops a delivery.
 *
 * @param unblinded whether treatments may be known
 * @param rules the settings of each rule that can be configured, by its name
 * @param datasets settings of rules that hold for one dataset alone, by its lower-case name
 */
public record GateConfig(
    boolean unblinded,
    Map<String, RuleConfig> rules,
    Map<String, Map<String, RuleConfig>> datasets) {
  private static final String RULES = "gate.rules";
  private static final String DATASETS = "gate.datasets";

  /** Rules that judge a delivery as a whole. */
  private static final Set<String> OF_THE_WHOLE =
      Set.of(
          "patients-gone",
          "sites-gone",
          "no-subject-row",
          "older-than-parent",
          "same-greatest-date",
          "treatment-appeared");

  /** How a rule judges a delivery as a whole. */
  public RuleConfig of(String rule) {
    return rules.get(rule);
  }

  /** How a rule judges a dataset. */
  public RuleConfig of(String rule, String dataset) {
    return datasets.getOrDefault(dataset, Map.of()).getOrDefault(rule, of(rule));
  }

  static GateConfig from(Config config) {
    Map<String, RuleConfig> rules = new TreeMap<>();
    Config defaults = config.getConfig(RULES);
    for (String rule : defaults.root().keySet()) {
      rules.put(rule, RuleConfig.from(defaults.getConfig(rule), RULES + "." + rule));
    }
    Map<String, Map<String, RuleConfig>> datasets = new TreeMap<>();
    Config own = config.getConfig(DATASETS);
    for (String dataset : own.root().keySet()) {
      String path = ConfigUtil.joinPath(dataset);
      datasets
          .computeIfAbsent(dataset.toLowerCase(Locale.ROOT), name -> new TreeMap<>())
          .putAll(ofDataset(own.getConfig(path), DATASETS + "." + path, defaults));
    }
    return new GateConfig(
        config.getBoolean("gate.unblinded"),
        Collections.unmodifiableMap(rules),
        Collections.unmodifiableMap(datasets));
  }

  private static Map<String, RuleConfig> ofDataset(Config dataset, String where, Config defaults) {
    Set<String> known = new java.util.TreeSet<>(defaults.root().keySet());
    known.removeAll(OF_THE_WHOLE);
    Map<String, RuleConfig> rules = new TreeMap<>();
    for (String rule : dataset.root().keySet()) {
      if (OF_THE_WHOLE.contains(rule)) {
        throw Keys.wrong(
            dataset,
            rule,
            "%s.%s: the rule judges a delivery as a whole, set %s.%s"
                .formatted(where, rule, RULES, rule));
      }
      Keys.only(dataset, where, known.toArray(String[]::new));
      Config settings = dataset.getConfig(rule);
      requireKnown(settings, where + "." + rule, defaults.getConfig(rule));
      rules.put(
          rule,
          RuleConfig.from(settings.withFallback(defaults.getConfig(rule)), where + "." + rule));
    }
    return Collections.unmodifiableMap(rules);
  }

  private static void requireKnown(Config settings, String where, Config defaults) {
    Set<String> known =
        defaults.entrySet().stream()
            .map(Map.Entry::getKey)
            .collect(java.util.stream.Collectors.toSet());
    settings.entrySet().stream()
        .filter(entry -> !known.contains(entry.getKey()))
        .findFirst()
        .ifPresent(
            entry -> {
              throw new ConfigurationException(
                  "Cannot use the configuration: there is no key %s.%s (%s). Did you mean %s.%s?"
                      .formatted(
                          where,
                          entry.getKey(),
                          entry.getValue().origin().description(),
                          where,
                          Nearest.to(entry.getKey(), known).orElseThrow()));
            });
  }
}
