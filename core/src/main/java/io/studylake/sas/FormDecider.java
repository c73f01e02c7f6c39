package io.studylake.sas;

/** Tells by the text of a cell how its file writes dates. */
@FunctionalInterface
public interface FormDecider {
  /** What a cell tells. */
  enum Verdict {
    /** It can only be formatted text. */
    FORMATTED,
    /** It can only be a raw SAS number. */
    RAW,
    /** It can be both, with different values. */
    EITHER,
    /** It tells nothing: it is missing, a defect, or means the same in both forms. */
    NOTHING
  }

  /**
   * What a cell tells.
   *
   * @param cell its text; null for an empty one
   */
  Verdict judge(String cell);
}
