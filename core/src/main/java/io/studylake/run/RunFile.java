package io.studylake.run;

import io.studylake.gate.Acceptance;
import io.studylake.gate.Finding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file {@code runs/<run id>.json}: what a run did and whether it passed. No delivered values.
 *
 * @param run the run's id
 * @param delivery the delivery's name
 * @param revision its revision
 * @param passed whether it may be published
 * @param outcome {@code passed}, or the kind of failure
 * @param baseCommit head of {@code main} that it started from
 * @param startedAt start, ISO 8601 in UTC
 * @param endedAt end, ISO 8601 in UTC
 * @param policy what it did about bad records, as it is configured
 * @param datasets rows by dataset
 * @param quarantined rows that are set aside, by dataset that has some
 * @param replayed rows that were set aside before and are loaded now, by dataset; of a replay alone
 * @param rawChanged datasets whose raw table was written
 * @param baseChanged datasets whose base table was written
 * @param newKeys new keys by entity
 * @param nullKeys rows without a key, by dataset and entity
 * @param problems problems by code
 * @param findings what the gate found
 * @param accepted what somebody accepted of what it would have stopped
 */
record RunFile(
    String run,
    String delivery,
    int revision,
    boolean passed,
    String outcome,
    String baseCommit,
    String startedAt,
    String endedAt,
    String policy,
    Map<String, Long> datasets,
    Map<String, Long> quarantined,
    Map<String, Long> replayed,
    List<String> rawChanged,
    List<String> baseChanged,
    Map<String, Long> newKeys,
    Map<String, Map<String, Long>> nullKeys,
    Map<String, Long> problems,
    List<Finding> findings,
    List<Acceptance> accepted) {

  static RunFile of(RunReport report, boolean passed, String outcome) {
    Attempt attempt = report.attempt();
    Map<String, Long> datasets = new TreeMap<>();
    List<String> rawChanged = new ArrayList<>();
    report
        .raw()
        .forEach(
            table -> {
              datasets.put(table.dataset(), table.rows());
              if (table.changed()) {
                rawChanged.add(table.dataset());
              }
            });
    List<String> baseChanged = new ArrayList<>();
    report.base().stream()
        .filter(table -> table.changed())
        .forEach(table -> baseChanged.add(table.dataset()));
    Map<String, Map<String, Long>> nullKeys = new TreeMap<>();
    report.base().forEach(table -> nullKeys.put(table.dataset(), table.nullKeys()));
    Map<String, Long> problems = new TreeMap<>();
    report.counts().forEach((code, count) -> problems.put(code.name(), count));
    return new RunFile(
        attempt.run().value(),
        attempt.entry().delivery(),
        attempt.entry().revision(),
        passed,
        outcome,
        report.baseCommit().value(),
        attempt.startedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        report.policy().word(),
        datasets,
        report.quarantined(),
        report.replayed(),
        rawChanged,
        baseChanged,
        new TreeMap<>(report.newKeys()),
        nullKeys,
        problems,
        report.findings(),
        report.accepted());
  }
}
