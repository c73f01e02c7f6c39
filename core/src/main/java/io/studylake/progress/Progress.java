package io.studylake.progress;

/**
 * Listens to a run. Called from several threads at once; no call carries a patient's value.
 *
 * <p>Each implementation decides how to show it; none slows the run down.
 */
public interface Progress {
  /** Listens to nothing. */
  Progress SILENT = new Progress() {};

  /** A step of the run begins, for example "Ingest" with "7 datasets, 3 unchanged". */
  default void step(String step, String detail) {}

  /** Work on one dataset begins. */
  default void begin(String step, String dataset) {}

  /** Work on one dataset ended, for example with "51,367 rows". */
  default void end(String step, String dataset, String result) {}

  /** Something a person should know, for example that the run starts again. */
  default void note(String text) {}
}
