package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.run.BackfillRun;
import io.studylake.run.Backfilled;
import io.studylake.run.DeliveryRequest;
import io.studylake.run.DeliveryResult;
import io.studylake.run.DeliveryRun;
import io.studylake.run.DryRun;
import io.studylake.run.ProcessEnd;
import io.studylake.run.Workplace;
import io.studylake.spark.SparkSource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The process of a command that loads a delivery: its log, its terminal, what it says when it is
 * stopped.
 */
final class LoadingProcess {
  private final String command;
  private final Configuration configuration;
  private final PrintWriter out;
  private final FormatOption format;
  private final Terminal terminal = Terminal.ofProcess();
  private final long start = System.nanoTime();
  private Optional<Path> log = Optional.empty();

  /**
   * A process that has not begun.
   *
   * @param command the command's name
   * @param out takes the summary
   * @param format how the summary is printed
   */
  LoadingProcess(
      String command, Configuration configuration, PrintWriter out, FormatOption format) {
    this.command = command;
    this.configuration = configuration;
    this.out = out;
    this.format = format;
  }

  /**
   * Runs a request.
   *
   * @param study opens the study; called when the log is open
   */
  ExitCode run(DeliveryRequest request, Supplier<Study> study) {
    String title = command + " " + request.delivery();
    return within(
        request.delivery(),
        study,
        opened -> new SparkSource(configuration, opened, title),
        place -> tell(place, new DeliveryRun(place, request).execute()));
  }

  /** Checks what a request would load, and writes nothing but the report. */
  ExitCode check(DeliveryRequest request, Supplier<Study> study) {
    String title = "check " + request.delivery();
    return within(
        request.delivery(),
        study,
        opened -> SparkSource.withoutLineage(configuration, opened, title),
        place -> tell(place, new DryRun(place, request).execute()));
  }

  /** Runs requests in order, with one Spark session. */
  ExitCode backfill(
      List<DeliveryRequest> requests, Supplier<Study> study, Consumer<Backfilled> summary) {
    return within(
        "it",
        study,
        opened -> new SparkSource(configuration, opened, command),
        place -> tell(new BackfillRun(place, requests).execute(), summary));
  }

  /** Tells what a backfill would do, and writes nothing. */
  ExitCode preview(
      List<DeliveryRequest> requests, Supplier<Study> study, Consumer<Backfilled> summary) {
    return within(
        "it",
        study,
        opened -> SparkSource.withoutLineage(configuration, opened, command),
        place -> tell(new BackfillRun(place, requests).preview(), summary));
  }

  private ExitCode tell(Workplace place, DeliveryResult result) {
    terminal.finish();
    String study = place.study().name();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    format.print(
        out,
        DeliverySummary.facts(result, study, log, took),
        words -> new DeliverySummary(words).print(result, study, log, took));
    return ExitCode.OK;
  }

  private ExitCode tell(Backfilled backfilled, Consumer<Backfilled> summary) {
    if (backfilled.stoppedBy().isPresent() && ProcessEnd.begun()) {
      // The command has said that it was interrupted.
      throw backfilled.stoppedBy().get();
    }
    terminal.finish();
    summary.accept(backfilled);
    if (backfilled.stoppedBy().isPresent()) {
      throw backfilled.stoppedBy().get();
    }
    return ExitCode.OK;
  }

  private ExitCode within(
      String delivery,
      Supplier<Study> study,
      Function<Study, SparkSource> source,
      Function<Workplace, ExitCode> work) {
    log = RunLog.open(configuration.files().logs(), command);
    Thread interrupted = new Thread(() -> interrupted(delivery), "interrupted");
    Runtime.getRuntime().addShutdownHook(interrupted);
    try (Study opened = study.get();
        SparkSource spark = source.apply(opened)) {
      return work.apply(new Workplace(configuration, opened, spark, terminal));
    } finally {
      terminal.finish();
      forget(interrupted);
    }
  }

  /** Somebody stopped the process: what he has to know. */
  private void interrupted(String delivery) {
    terminal.note(
        "Interrupted. Nothing is published unless `studylake log` shows %s; the run's branch stays."
            .formatted(delivery));
    terminal.note("Running the same command again is safe.");
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook runs already.
      return;
    }
  }
}
