package io.studylake.ingest;

import io.studylake.problem.ProblemCode;
import java.io.Serializable;
import java.util.List;

/**
 * A delivered record that was set aside, as something in it could not be read.
 *
 * @param line the line in its file on which it starts, from 1
 * @param text the whole record as delivered, without its line end
 * @param codes what is wrong with it, each kind once, in order of code
 */
public record QuarantinedRecord(long line, String text, List<ProblemCode> codes)
    implements Serializable {
  /** Copies what is mutable. */
  public QuarantinedRecord {
    codes = List.copyOf(codes);
  }
}
