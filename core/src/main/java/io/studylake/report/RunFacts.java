package io.studylake.report;

import io.studylake.base.BaseTable;
import io.studylake.base.Members;
import io.studylake.compare.RowDifference;
import io.studylake.config.KeysConfig.Entity;
import io.studylake.gate.Finding;
import io.studylake.ingest.RawTable;
import io.studylake.ingest.StudySchema;
import io.studylake.meta.SiteCount;
import io.studylake.problem.Problems;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run knows of its delivery when the report is written; as far as it came.
 *
 * @param about which delivery and run
 * @param outcome how it ended
 * @param schema what the contents say; empty when they could not be read
 * @param raw the raw tables, or what they would be
 * @param rows how their rows differ from those of the parent snapshot, by dataset, where known
 * @param keyed what giving keys brought; empty when the run did not come so far
 * @param found what is wrong
 */
public record RunFacts(
    About about,
    Outcome outcome,
    Optional<StudySchema> schema,
    List<RawTable> raw,
    Map<String, RowDifference> rows,
    Optional<Keyed> keyed,
    Found found) {
  /** Copies what is mutable. */
  public RunFacts {
    raw = List.copyOf(raw);
    rows = Map.copyOf(rows);
  }

  /**
   * Which delivery and run.
   *
   * @param study the study's name
   * @param delivery the delivery as it is tagged
   * @param delivered the delivered datasets, lower case
   * @param dryRun whether nothing is written
   * @param startedAt start of the run
   * @param runId the run
   * @param settingsId fingerprint of the settings
   * @param contentId what identifies the delivered files
   */
  public record About(
      String study,
      String delivery,
      Set<String> delivered,
      boolean dryRun,
      Instant startedAt,
      String runId,
      String settingsId,
      String contentId) {}

  /**
   * How a run ended.
   *
   * @param verdict what was decided
   * @param summary one sentence that says why
   */
  public record Outcome(Heading.Verdict verdict, String summary) {}

  /**
   * What giving keys brought.
   *
   * @param base the base tables
   * @param entities what has keys, in order
   * @param newKeys new keys by entity
   * @param members who is in the parent snapshot and in this delivery
   * @param sites patients by site
   */
  public record Keyed(
      List<BaseTable> base,
      List<Entity> entities,
      Map<String, Long> newKeys,
      Members members,
      List<SiteCount> sites) {}

  /**
   * What is wrong.
   *
   * @param problems the problems
   * @param findings what the gate found
   * @param quarantined rows that were set aside, by dataset
   */
  public record Found(Problems problems, List<Finding> findings, Map<String, Long> quarantined) {}
}
