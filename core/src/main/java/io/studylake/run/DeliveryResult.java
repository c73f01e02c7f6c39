package io.studylake.run;

import io.studylake.gate.Finding;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.version.CommitId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a run of {@code deliver} ended well. */
public sealed interface DeliveryResult {
  /** The delivery's name, with its revision from the second on. */
  String tag();

  /** The commit that holds it. */
  CommitId commit();

  /**
   * The delivery was there already.
   *
   * @param tag its tag
   * @param commit the commit that published it
   * @param sameSettings whether it was read with the settings of today
   */
  record AlreadyPublished(String tag, CommitId commit, boolean sameSettings)
      implements DeliveryResult {}

  /**
   * The delivery was loaded.
   *
   * @param tag its tag
   * @param commit the published commit; on the run's branch when it was not published
   * @param branch the run's branch; empty when it was published
   * @param figures what was loaded
   * @param report the file of the report; empty when it could not be written
   */
  record Loaded(String tag, CommitId commit, String branch, Figures figures, Optional<Path> report)
      implements DeliveryResult {}

  /**
   * The delivery was read and checked in a dry run, and nothing was written.
   *
   * @param tag the tag that it would get
   * @param commit the snapshot that it was compared with
   * @param figures what would be loaded; no keys
   * @param report the file of the report; empty when it could not be written
   */
  record Checked(String tag, CommitId commit, Figures figures, Optional<Path> report)
      implements DeliveryResult {}

  /**
   * What a run loaded.
   *
   * @param preset preset that told the key columns
   * @param datasets datasets delivered
   * @param unchanged datasets whose raw and base table stayed as they were
   * @param rows rows of all raw tables
   * @param quarantined rows that are set aside, by dataset that has some
   * @param replayed rows that were set aside before and are loaded now, by dataset of which rows
   *     were or are set aside; of a replay alone
   * @param newKeys new surrogate keys by entity
   * @param problems problems by code
   * @param warnings the first warnings, to be shown
   * @param findings what the gate found
   */
  record Figures(
      String preset,
      int datasets,
      int unchanged,
      long rows,
      Map<String, Long> quarantined,
      Map<String, Long> replayed,
      Map<String, Long> newKeys,
      Map<ProblemCode, Long> problems,
      List<Problem> warnings,
      List<Finding> findings) {}
}
