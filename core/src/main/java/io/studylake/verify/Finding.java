package io.studylake.verify;

import java.util.List;

/**
 * One thing that was found, and where it is seen.
 *
 * @param remark what it is
 * @param refs the refs that show it, main first, then branches and tags by name
 */
public record Finding(Remark remark, List<String> refs) {
  /** Copies what is mutable. */
  public Finding {
    refs = List.copyOf(refs);
  }

  /** Whether something is broken. */
  public boolean broken() {
    return remark.kind() == Remark.Kind.BROKEN;
  }
}
