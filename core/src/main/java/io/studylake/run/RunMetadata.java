package io.studylake.run;

import io.studylake.provenance.Provenance;

/** The keys of the metadata that a run gives its commits. */
public final class RunMetadata {
  /** The run's id. */
  public static final String RUN = "studylake.run";

  /** The delivery's name. */
  public static final String DELIVERY = "studylake.delivery";

  /** The delivery's revision. */
  public static final String REVISION = "studylake.revision";

  /** Whether the run passed, {@code true} or {@code false}. */
  public static final String PASSED = Provenance.PASSED;

  /** Datasets delivered. */
  public static final String DATASETS = "studylake.datasets";

  /** Rows of all raw tables. */
  public static final String ROWS = "studylake.rows";

  /** Rows that are set aside, of all datasets. */
  public static final String QUARANTINED = "studylake.quarantined";

  /** Rows of one dataset that are set aside; its name follows. */
  public static final String QUARANTINED_OF = "studylake.quarantined.";

  /** Rows that were set aside before and are loaded now; of a replay alone. */
  public static final String REPLAYED = "studylake.replayed";

  /** New keys of an entity; the entity's name follows. */
  public static final String NEW_KEYS = "studylake.new-keys.";

  /** Warnings of the delivery. */
  public static final String WARNINGS = "studylake.warnings";

  /** Why what a rule of the gate stops was accepted, and by whom; the rule's name follows. */
  public static final String ACCEPTED = "studylake.accepted.";

  /** What identifies the delivery's content. */
  public static final String CONTENT = "studylake.content";

  /**
   * The commit whose data {@code main} was taken back to; of a restore alone, which has no
   * delivery.
   */
  public static final String RESTORED = "studylake.restored";

  private RunMetadata() {}
}
