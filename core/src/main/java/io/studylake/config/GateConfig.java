package io.studylake.config;

import com.typesafe.config.Config;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stops a delivery.
 *
 * @param levels {@code stop}, {@code warn} or {@code off} by rule
 * @param patientsGoneCount patients-gone stops above this number of patients
 * @param patientsGoneShare or above this share of the parent's patients, whichever is greater
 */
public record GateConfig(
    Map<String, String> levels, int patientsGoneCount, double patientsGoneShare) {
  static GateConfig from(Config config) {
    Config gate = config.getConfig("gate");
    Map<String, String> levels = new TreeMap<>();
    for (String rule : gate.getObject("levels").keySet()) {
      levels.put(rule, Keys.oneOf(gate.getConfig("levels"), rule, "stop", "warn", "off"));
    }
    return new GateConfig(
        Collections.unmodifiableMap(levels),
        gate.getInt("patients-gone.count"),
        gate.getDouble("patients-gone.share"));
  }
}
