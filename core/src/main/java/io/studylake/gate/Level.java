package io.studylake.gate;

/** What a finding does to the delivery. */
public enum Level {
  /** Refuses it. */
  STOP,
  /** Would refuse it, but somebody accepted that. */
  ACCEPTED,
  /** Is reported; it is published. */
  WARN,
  /** The rule is not in force. */
  OFF
}
