package io.studylake.report;

import java.time.Instant;
import java.util.Optional;

/**
 * Which delivery the report is of, and what was decided.
 *
 * @param study the study's name
 * @param delivery the delivery's name, with its revision from the second on
 * @param verdict what was decided
 * @param summary one sentence that says why
 * @param dryRun whether nothing was written
 * @param cutOff the greatest date found in the delivery, where one is known
 * @param parent the snapshot it was compared with, as people name it
 * @param startedAt start of the run
 * @param runId the run
 * @param settingsId fingerprint of the settings it was read with
 * @param contentId what identifies the delivered files
 */
public record Heading(
    String study,
    String delivery,
    Verdict verdict,
    String summary,
    boolean dryRun,
    Optional<CutOff> cutOff,
    String parent,
    Instant startedAt,
    String runId,
    String settingsId,
    String contentId) {

  /** What was decided of a delivery. */
  public enum Verdict {
    /** It may be published. */
    PASSED("Passed"),
    /** It may be published; there is something to look at. */
    WARNED("Passed, with warnings"),
    /** Problems or findings stop it. */
    REFUSED("Refused"),
    /** The run did not come to an end, for a reason outside of the delivery. */
    FAILED("Not finished");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /**
   * The greatest date in a delivery: nobody says the cut-off, the data show it.
   *
   * @param date ISO 8601
   * @param column where it stands, for example {@code ae.aestdtc}
   */
  public record CutOff(String date, String column) {}
}
