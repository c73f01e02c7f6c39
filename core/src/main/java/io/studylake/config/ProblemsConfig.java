package io.studylake.config;

import com.typesafe.config.Config;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How problems are reported.
 *
 * @param listed so many are listed; all are counted
 * @param severity severity in capitals by problem code in capitals, where the default is not wanted
 */
public record ProblemsConfig(int listed, Map<String, String> severity) {
  static ProblemsConfig from(Config config) {
    Map<String, String> severity = new TreeMap<>();
    config
        .getObject("problems.severity")
        .forEach(
            (code, value) ->
                severity.put(
                    code.toUpperCase(Locale.ROOT),
                    value.unwrapped().toString().toUpperCase(Locale.ROOT)));
    return new ProblemsConfig(
        Keys.positive(config, "problems.listed"), Collections.unmodifiableMap(severity));
  }
}
