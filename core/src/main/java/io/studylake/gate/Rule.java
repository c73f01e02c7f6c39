package io.studylake.gate;

import java.util.List;

/** One rule of the gate. */
interface Rule {
  /** Its name in configuration and messages, for example {@code dataset-missing}. */
  String name();

  /** Whether it judges keys or base tables, which a dry run does not make. */
  default boolean needsKeys() {
    return true;
  }

  /** What it finds; empty when all is well. */
  List<Finding> judge(Evidence evidence);
}
