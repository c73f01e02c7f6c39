package io.studylake.jobs;

import io.studylake.config.ConfigurationException;
import io.studylake.contents.ContentsException;
import io.studylake.delivery.CannotReadDeliveryException;
import io.studylake.keys.NaturalKeyChangedException;
import io.studylake.moves.BranchInUse;
import io.studylake.provenance.UnsoundMainException;
import io.studylake.refs.RefInUse;
import io.studylake.run.BranchDisturbed;
import io.studylake.run.BranchDropped;
import io.studylake.run.DeliveryConflict;
import io.studylake.run.DeliveryRejected;
import io.studylake.run.DeliveryUnknown;
import io.studylake.run.MainMoved;
import io.studylake.run.ProcessEnd;
import io.studylake.run.PublishRefused;
import io.studylake.run.PublishingContended;
import io.studylake.run.ReplayRefused;
import io.studylake.run.RulesNotAccepted;
import io.studylake.storage.ObjectStoreException;
import io.studylake.storage.ObjectStoreFailures;
import io.studylake.vacuum.AtWorkException;
import io.studylake.vacuum.BrokenStudyException;
import io.studylake.version.BranchMovedException;
import io.studylake.version.MergeRefusedException;
import io.studylake.version.RefExistsException;
import io.studylake.version.RefNotFoundException;
import io.studylake.version.StoreUnavailableException;
import io.studylake.version.VersionStoreException;
import java.io.PrintWriter;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.spark.sql.AnalysisException;
import picocli.CommandLine;

/** Turns a failure into one message and an exit code; the stack trace only with {@code --debug}. */
final class Failures implements CommandLine.IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception thrown, CommandLine line, CommandLine.ParseResult parsed) {
    if (ProcessEnd.begun()) {
      // What fails now fails because the process is stopped, and that was said already.
      return ExitCode.FAILED.code();
    }
    Throwable failure = meant(thrown);
    PrintWriter err = line.getErr();
    boolean debug = line.getParseResult().hasMatchedOption("--debug");
    ExitCode code = codeOf(failure);
    if (failure instanceof DeliveryRejected rejected) {
      new ProblemReport(err).print(rejected);
    } else {
      err.println(message(failure, code));
    }
    String log = System.getProperty("studylake.log.file", "");
    if (!log.isEmpty() && java.nio.file.Files.exists(java.nio.file.Path.of(log))) {
      err.println("  Spark's log: " + log);
    }
    if (debug && !(failure instanceof DeliveryRejected)) {
      thrown.printStackTrace(err);
    } else if (code == ExitCode.FAILED) {
      err.println("  Run it again with --debug for the stack trace.");
    }
    err.flush();
    return code.code();
  }

  /**
   * The failure to be told: one that nobody foresaw where it was thrown may be that of a store,
   * wrapped by Iceberg or Spark.
   */
  private static Throwable meant(Throwable thrown) {
    if (codeOf(thrown) != ExitCode.FAILED) {
      return thrown;
    }
    for (Throwable at = thrown.getCause(); at != null; at = at.getCause()) {
      if (codeOf(at) == ExitCode.STORE) {
        return at;
      }
    }
    return thrown;
  }

  static ExitCode codeOf(Throwable failure) {
    if (failure instanceof ConfigurationException
        || failure instanceof IllegalArgumentException
        || failure instanceof AnalysisException
        || failure instanceof ForbiddenException) {
      return ExitCode.USAGE;
    }
    if (failure instanceof DeliveryRejected
        || failure instanceof RulesNotAccepted
        || failure instanceof ContentsException
        || failure instanceof NaturalKeyChangedException) {
      return ExitCode.REJECTED;
    }
    if (failure instanceof DeliveryConflict
        || failure instanceof ReplayRefused
        || failure instanceof MainMoved
        || failure instanceof PublishRefused
        || failure instanceof BranchInUse
        || failure instanceof PublishingContended
        || failure instanceof BranchDisturbed
        || failure instanceof BranchDropped
        || failure instanceof UnsoundMainException
        || failure instanceof AtWorkException
        || failure instanceof RefInUse
        || failure instanceof RefExistsException
        || failure instanceof MergeRefusedException
        || failure instanceof BranchMovedException) {
      return ExitCode.CONFLICT;
    }
    if (failure instanceof RefNotFoundException
        || failure instanceof DeliveryUnknown
        || failure instanceof CannotReadDeliveryException) {
      return ExitCode.NOT_FOUND;
    }
    if (failure instanceof BrokenStudyException) {
      return ExitCode.BROKEN;
    }
    if (failure instanceof StoreUnavailableException
        || failure instanceof VersionStoreException
        || failure instanceof ObjectStoreException
        || failure instanceof CommitStateUnknownException
        || ObjectStoreFailures.in(failure).isPresent()
        || FullDisk.in(failure)) {
      return ExitCode.STORE;
    }
    return ExitCode.FAILED;
  }

  private static String message(Throwable failure, ExitCode code) {
    if (!(failure instanceof VersionStoreException) && FullDisk.in(failure)) {
      return FullDisk.words();
    }
    if (failure instanceof AnalysisException || failure instanceof CommitStateUnknownException) {
      // Without the plan that follows Spark's words, and the advice that Iceberg adds.
      return failure.getMessage().lines().findFirst().orElse("");
    }
    if (!(failure instanceof ObjectStoreException) && ObjectStoreFailures.in(failure).isPresent()) {
      return ObjectStoreFailures.in(failure).get();
    }
    if (code != ExitCode.FAILED) {
      return failure.getMessage();
    }
    // Spark wraps; the first cause says what happened. Its text may hold patients' values unless it
    // comes from the file system or from studylake itself.
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    boolean tells =
        root instanceof java.io.IOException
            || root instanceof Error
            || (root.getStackTrace().length > 0
                && root.getStackTrace()[0].getClassName().startsWith("io.studylake."));
    String first = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    return "Cannot go on: %s%s"
        .formatted(root.getClass().getSimpleName(), tells ? ": " + first : ".");
  }
}
