package io.studylake.vacuum;

import java.util.List;

/**
 * What a vacuum did.
 *
 * @param files files deleted
 * @param bytes their size together
 * @param folders empty folders taken away
 * @param left why something of the plan stays, in words; empty when nothing does
 */
public record Outcome(long files, long bytes, long folders, List<String> left) {
  /** Copies what is mutable. */
  public Outcome {
    left = List.copyOf(left);
  }
}
