package io.studylake.run;

import io.studylake.contents.ContentsException;
import io.studylake.gate.Level;
import io.studylake.keys.NaturalKeyChangedException;
import io.studylake.lake.SnapshotTables;
import io.studylake.lake.WorkBranch;
import io.studylake.problem.Severity;
import io.studylake.report.Assembly;
import io.studylake.report.Before;
import io.studylake.report.Heading.Verdict;
import io.studylake.report.HtmlReport;
import io.studylake.report.RunFacts.Outcome;
import io.studylake.version.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The report of a run as a page: {@code reports/<run id>.html} on its branch, and a file beside the
 * text. A failure to write it is said and fails no delivery.
 */
final class RunPage {
  private final Workplace place;
  private final RunReport report;
  private Optional<byte[]> written = Optional.empty();

  RunPage(Workplace place, RunReport report) {
    this.place = place;
    this.report = report;
  }

  /** The path of a run's page on its branch. */
  static String path(String run) {
    return "reports/" + run + ".html";
  }

  /** How a run that may be published ended. */
  static Outcome passed(RunReport report) {
    long warnings = report.problems().count(Severity.WARNING);
    long findings = report.findings().stream().filter(f -> f.level() == Level.WARN).count();
    long accepted = report.accepted().size();
    List<String> told = new ArrayList<>();
    if (accepted > 0) {
      told.add("%,d %s of the gate accepted".formatted(accepted, accepted == 1 ? "rule" : "rules"));
    }
    if (warnings > 0) {
      told.add("%,d %s".formatted(warnings, warnings == 1 ? "warning" : "warnings"));
    }
    if (findings > 0) {
      told.add("%,d %s of the gate".formatted(findings, findings == 1 ? "finding" : "findings"));
    }
    return told.isEmpty()
        ? new Outcome(Verdict.PASSED, "Nothing stops it.")
        : new Outcome(Verdict.WARNED, String.join(", ", told) + ".");
  }

  /** How a run that failed ended. */
  static Outcome failed(Throwable failure) {
    return failure instanceof DeliveryRejected
            || failure instanceof ContentsException
            || failure instanceof NaturalKeyChangedException
        ? new Outcome(Verdict.REFUSED, failure.getMessage())
        : new Outcome(
            Verdict.FAILED,
            "The run ended for another reason than the delivery (%s); the command said why."
                .formatted(failure.getClass().getSimpleName()));
  }

  /** Puts the page on the run's branch, to be committed with all else. */
  void stage(WorkBranch branch, Outcome outcome) {
    try {
      write(branch, outcome);
      branch.write(path(report.attempt().run().value()), written.orElseThrow());
    } catch (RuntimeException e) {
      complain(e);
    }
  }

  private void write(WorkBranch branch, Outcome outcome) {
    write(branch.parentSnapshot(), branch.parent(), Optional.of(branch.staged()), outcome);
  }

  /** Writes the page of a run that was compared with a snapshot. */
  void write(
      SnapshotTables parent, CommitId commit, Optional<SnapshotTables> staged, Outcome outcome) {
    Before before =
        new Before(
            ParentName.inFull(place.study().store(), commit),
            parent,
            ParentName.run(place.study().store(), commit));
    written =
        Optional.of(
            HtmlReport.write(
                new Assembly(
                        report.facts(place.study().name(), outcome, staged.isEmpty()),
                        before,
                        staged)
                    .page()));
  }

  /** Saves the page as it is on the branch, or would be. */
  Optional<Path> save() {
    return written.flatMap(this::save);
  }

  /** Saves the page of a run that failed, which may be another than its branch has. */
  Optional<Path> save(WorkBranch branch, Outcome outcome) {
    try {
      write(branch, outcome);
    } catch (RuntimeException e) {
      complain(e);
    }
    return save();
  }

  private Optional<Path> save(byte[] page) {
    Path folder = place.configuration().files().reports().resolve(place.study().repository());
    Path file =
        folder.resolve(
            "%s-%s.html".formatted(report.attempt().entry().tag(), report.attempt().run().value()));
    try {
      Files.createDirectories(folder);
      return Optional.of(Files.write(file, page));
    } catch (IOException e) {
      complain(e);
      return Optional.empty();
    }
  }

  void complain(Exception e) {
    place
        .progress()
        .note(
            "The report could not be written (%s); the delivery does not depend on it."
                .formatted(e instanceof IOException ? e.toString() : e.getClass().getSimpleName()));
  }
}
