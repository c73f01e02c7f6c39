package io.studylake.gate;

import java.util.List;
import java.util.Set;

/** Patients of the parent snapshot who are in no dataset of this delivery. */
final class PatientsGone implements Rule {
  private static final String PATIENT = "patient";

  private final Level level;
  private final int count;
  private final double share;

  /** Stops above the greater of a count and a share of the parent's patients; warns from one on. */
  PatientsGone(Level level, int count, double share) {
    this.level = level;
    this.count = count;
    this.share = share;
  }

  @Override
  public String name() {
    return "patients-gone";
  }

  @Override
  public List<Finding> judge(Evidence evidence) {
    int gone = evidence.members().gone(PATIENT).size();
    if (gone == 0 || level == Level.OFF) {
      return List.of();
    }
    int before = evidence.members().before().getOrDefault(PATIENT, Set.of()).size();
    double limit = Math.max(count, share * before);
    boolean tooMany = gone > limit;
    return List.of(
        new Finding(
            name(),
            tooMany ? level : Level.WARN,
            ("%,d of the %,d patients of snapshot %s %s in no dataset of this delivery (at most %,d may"
                    + " go). Ask the sponsor whether they were renumbered or withdrawn; if all is right,"
                    + " raise studylake.gate.patients-gone for this delivery.")
                .formatted(
                    gone, before, evidence.parent(), gone == 1 ? "is" : "are", (long) limit)));
  }
}
