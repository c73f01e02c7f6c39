package io.studylake.jobs;

import io.studylake.run.Backfilled;
import io.studylake.run.DeliveryRequest;
import io.studylake.run.DeliveryResult;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/** What {@code backfill} says at its end. */
final class BackfillSummary {
  private static final String STOPPED = "stopped";

  private final String study;
  private final boolean dryRun;

  BackfillSummary(String study, boolean dryRun) {
    this.study = study;
    this.dryRun = dryRun;
  }

  /**
   * The facts.
   *
   * @param study the study's name
   * @param dryRun whether nothing was to be written
   * @param deliveries all that were asked for, in order
   */
  private record Facts(String study, boolean dryRun, List<Line> deliveries) {}

  /**
   * One delivery.
   *
   * @param delivery its name, with its revision from the second on
   * @param state {@code published}, {@code published before}, {@code to load}, {@code stopped} or
   *     {@code not begun}
   * @param commit the commit that holds it; empty when none does
   * @param datasets datasets loaded
   * @param unchanged those of which no table was written
   * @param rows rows of all datasets
   * @param newKeys new surrogate keys by entity
   * @param seconds how long it took
   */
  private record Line(
      String delivery,
      String state,
      String commit,
      int datasets,
      int unchanged,
      long rows,
      Map<String, Long> newKeys,
      double seconds) {
    static Line without(String delivery, String state) {
      return new Line(delivery, state, "", 0, 0, 0, Map.of(), 0);
    }
  }

  /** Prints the summary, and on standard error what was not done. */
  void print(Backfilled backfilled, FormatOption format, CommandLine line) {
    List<Line> lines = lines(backfilled);
    format.print(
        line.getOut(), new Facts(study, dryRun, lines), out -> words(backfilled, lines, out));
    if (backfilled.stoppedBy().isPresent()) {
      List<String> left = backfilled.left().stream().map(DeliveryRequest::delivery).toList();
      PrintWriter err = line.getErr();
      err.println(
          "The backfill stopped at %s, with %s. Run the same command again when that is mended: what is published is passed over."
              .formatted(
                  left.get(0),
                  left.size() == 1
                      ? "nothing after it"
                      : String.join(", ", left.subList(1, left.size())) + " still to come"));
      err.flush();
    }
  }

  private static List<Line> lines(Backfilled backfilled) {
    List<Line> lines = new ArrayList<>();
    backfilled.done().forEach(done -> lines.add(line(done)));
    for (DeliveryRequest left : backfilled.left()) {
      lines.add(
          Line.without(
              left.delivery(), lines.size() == backfilled.done().size() ? STOPPED : "not begun"));
    }
    return lines;
  }

  private static Line line(Backfilled.Done done) {
    if (done.result().isEmpty()) {
      return Line.without(done.request().delivery(), "to load");
    }
    DeliveryResult result = done.result().get();
    double seconds = done.took().toMillis() / 1000.0;
    String commit = result.commit().value();
    if (result instanceof DeliveryResult.Loaded loaded) {
      DeliveryResult.Figures figures = loaded.figures();
      return new Line(
          result.tag(),
          "published",
          commit,
          figures.datasets(),
          figures.unchanged(),
          figures.rows(),
          new TreeMap<>(figures.newKeys()),
          seconds);
    }
    return new Line(result.tag(), "published before", commit, 0, 0, 0, Map.of(), seconds);
  }

  private void words(Backfilled backfilled, List<Line> lines, PrintWriter out) {
    TextTable table =
        new TextTable(
            List.of(
                "delivery",
                "state",
                "datasets",
                "unchanged",
                "rows",
                "new keys",
                "seconds",
                "commit"),
            List.of(false, false, true, true, true, false, true, false));
    for (Line line : lines) {
      boolean loaded = line.datasets() > 0;
      table.add(
          List.of(
              line.delivery(),
              line.state(),
              loaded ? Integer.toString(line.datasets()) : "",
              loaded ? Integer.toString(line.unchanged()) : "",
              loaded ? "%,d".formatted(line.rows()) : "",
              DeliverySummary.keys(line.newKeys(), ""),
              line.commit().isEmpty() ? "" : "%.1f".formatted(line.seconds()),
              line.commit().isEmpty() ? "" : line.commit().substring(0, 12)));
    }
    table.print(out);
    long published = backfilled.done().stream().filter(done -> done.result().isPresent()).count();
    out.println(
        dryRun
            ? "Study %s holds %d of these %d deliveries; nothing was written."
                .formatted(study, published, lines.size())
            : "Study %s holds %d of these %d deliveries."
                .formatted(study, published, lines.size()));
  }
}
