package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.run.DeliveryRequest;
import io.studylake.run.DeliveryResult;
import io.studylake.run.DeliveryRun;
import io.studylake.run.DryRun;
import io.studylake.run.Workplace;
import io.studylake.spark.SparkSource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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
  private final Terminal terminal = Terminal.ofProcess();
  private final long start = System.nanoTime();

  /**
   * A process that has not begun.
   *
   * @param command the command's name
   * @param out takes the summary
   */
  LoadingProcess(String command, Configuration configuration, PrintWriter out) {
    this.command = command;
    this.configuration = configuration;
    this.out = out;
  }

  /**
   * Runs a request.
   *
   * @param study opens the study; called when the log is open
   */
  ExitCode run(DeliveryRequest request, Supplier<Study> study) {
    String title = command + " " + request.delivery();
    return run(
        request.delivery(),
        study,
        opened -> new SparkSource(configuration, opened, title),
        place -> new DeliveryRun(place, request).execute());
  }

  /** Checks what a request would load, and writes nothing but the report. */
  ExitCode check(DeliveryRequest request, Supplier<Study> study) {
    String title = "check " + request.delivery();
    return run(
        request.delivery(),
        study,
        opened -> SparkSource.withoutLineage(configuration, opened, title),
        place -> new DryRun(place, request).execute());
  }

  private ExitCode run(
      String name,
      Supplier<Study> study,
      Function<Study, SparkSource> source,
      Function<Workplace, DeliveryResult> work) {
    Optional<Path> log = RunLog.open(configuration.files().logs(), command);
    Thread interrupted = new Thread(() -> interrupted(name), "interrupted");
    Runtime.getRuntime().addShutdownHook(interrupted);
    try (Study opened = study.get();
        SparkSource spark = source.apply(opened)) {
      DeliveryResult result = work.apply(new Workplace(configuration, opened, spark, terminal));
      terminal.finish();
      new DeliverySummary(out)
          .print(result, opened.name(), log, Duration.ofNanos(System.nanoTime() - start));
      return ExitCode.OK;
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
