package io.studylake.jobs;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How a command ends, as {@code studylake --help} and {@code docs/commands.md} list it. */
enum ExitCode {
  /** All is done. */
  OK(0, "done", "All is done; also when the same delivery is published already."),
  /** Something nobody foresaw; the log tells more. */
  FAILED(1, "unforeseen failure", "Something nobody foresaw; `--debug` and the log tell more."),
  /** The command line or the configuration cannot be used. */
  USAGE(
      2,
      "usage or configuration",
      "The command line, the configuration or the query cannot be used; or nobody can be asked"
          + " where `--yes` was not given."),
  /** The delivery has problems or findings that stop it. */
  REJECTED(3, "delivery rejected", "The delivery has problems or findings that stop it."),
  /**
   * In conflict with what is published, {@code main} moved too often, or holds a foreign commit; or
   * somebody dropped the run's branch.
   */
  CONFLICT(
      4,
      "conflict with what is published",
      "The command is in conflict with what is published or with somebody at work, a replay would"
          + " change nothing, `main` moved too often, `main` holds a commit that came from no passed"
          + " run, or somebody dropped the run's branch while it was at work."),
  /** There is no such study, ref or folder. */
  NOT_FOUND(
      5,
      "no such study, ref, folder or published delivery, or a folder that cannot be delivered as it"
          + " is",
      "There is no such study, ref, folder or published delivery, or the folder is none that can be"
          + " delivered (no contents, two files for one dataset, names that are none): nothing was"
          + " read, so there is no report. (A table that a query names is part of the query: 2.)"),
  /** The version store or the object store cannot be used. */
  STORE(
      6,
      "version store or object store unusable",
      "The version store or the object store cannot be used."),
  /** {@code verify} found something broken. */
  BROKEN(7, "`verify` found something broken", "`verify` found something broken.");

  private final int code;
  private final String summary;
  private final String meaning;

  ExitCode(int code, String summary, String meaning) {
    this.code = code;
    this.summary = summary;
    this.meaning = meaning;
  }

  int code() {
    return code;
  }

  /** A few words, for the README. */
  String summary() {
    return summary;
  }

  /** When a command ends so, in sentences of Markdown. */
  String meaning() {
    return meaning;
  }

  /** All codes in one sentence, for the foot of a help text. */
  static String sentence() {
    return Arrays.stream(values())
        .map(exit -> exit.code + " " + exit.summary.replace("`", ""))
        .collect(Collectors.joining("; ", "Exit codes: ", "."));
  }
}
