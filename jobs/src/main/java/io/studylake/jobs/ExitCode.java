package io.studylake.jobs;

/** How a command ends; documented in {@code docs/commands.md}. */
enum ExitCode {
  /** All is done. */
  OK(0),
  /** Something nobody foresaw; the log tells more. */
  FAILED(1),
  /** The command line or the configuration cannot be used. */
  USAGE(2),
  /** The delivery has problems or findings that stop it. */
  REJECTED(3),
  /**
   * In conflict with what is published, {@code main} moved too often, or holds a foreign commit; or
   * somebody dropped the run's branch.
   */
  CONFLICT(4),
  /** There is no such study, ref or folder. */
  NOT_FOUND(5),
  /** The version store or the object store cannot be used. */
  STORE(6),
  /** {@code verify} found something broken. */
  BROKEN(7);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
