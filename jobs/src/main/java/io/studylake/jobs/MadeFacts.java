package io.studylake.jobs;

import io.studylake.refs.Refs;
import io.studylake.version.CommitId;
import java.io.PrintWriter;

/**
 * A branch or tag that a command made or dropped, as programs are told of it.
 *
 * @param name its name
 * @param commit where it is, or was
 * @param done false when there was nothing to do
 */
record MadeFacts(String name, String commit, boolean done) {
  static MadeFacts of(Refs.Made made) {
    return new MadeFacts(made.name(), made.commit().value(), made.made());
  }

  /** Says what was made. */
  void print(PrintWriter out, String what) {
    String at = new CommitId(commit).abbreviated();
    out.println(
        done
            ? "Made %s %s at %s.".formatted(what, name, at)
            : "%s %s is there already, at %s.".formatted(capitalised(what), name, at));
  }

  private static String capitalised(String word) {
    return word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1);
  }
}
