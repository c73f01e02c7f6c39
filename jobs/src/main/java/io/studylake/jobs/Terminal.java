package io.studylake.jobs;

import io.studylake.progress.Progress;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shows progress on standard error: on a terminal one line that changes, with the datasets in work;
 * elsewhere one plain line for everything that ends.
 */
final class Terminal implements Progress {
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final PrintStream out;
  private final boolean interactive;
  private final Map<String, String> running = new TreeMap<>();
  private String step = "";

  Terminal(PrintStream out, boolean interactive) {
    this.out = out;
    this.interactive = interactive;
  }

  /** The terminal of this process; the front door tells whether standard error is one. */
  static Terminal ofProcess() {
    return new Terminal(System.err, Boolean.getBoolean("studylake.terminal"));
  }

  @Override
  public synchronized void step(String name, String detail) {
    step = name;
    running.clear();
    line("%-8s %s".formatted(name, detail));
    redraw();
  }

  @Override
  public synchronized void begin(String name, String dataset) {
    running.put(dataset, name);
    redraw();
  }

  @Override
  public synchronized void end(String name, String dataset, String result) {
    running.remove(dataset);
    line("%-8s %-10s %s".formatted("", dataset, result));
    redraw();
  }

  @Override
  public synchronized void note(String text) {
    line(text);
    redraw();
  }

  /** Takes the changing line away, before other output. */
  synchronized void finish() {
    if (interactive) {
      out.print(CLEAR_LINE);
    }
    out.flush();
  }

  private void line(String text) {
    if (interactive) {
      out.print(CLEAR_LINE);
    }
    out.println(text);
  }

  private void redraw() {
    if (interactive && !running.isEmpty()) {
      out.print(CLEAR_LINE + "%-8s … %s".formatted(step, String.join(", ", running.keySet())));
    }
    out.flush();
  }
}
