package io.studylake.refs;

import io.studylake.version.RefNames;
import io.studylake.version.VersionStore;
import java.util.regex.Pattern;

/** Names that people may give to branches and tags: those that nothing of studylake's own uses. */
final class MadeNames {
  private static final Pattern REVISION = Pattern.compile(".*-r[0-9]+");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  /** A subcommand's word: {@code studylake branch prune} makes no branch. */
  private static final String PRUNE = "prune";

  private MadeNames() {}

  /**
   * Checks a name.
   *
   * @param what {@code branch} or {@code tag}
   * @throws IllegalArgumentException with the nearest name that can be
   */
  static String check(String what, String name) {
    RefNames.ref(what, name);
    if (name.equals(VersionStore.MAIN)) {
      throw refused(what, name, "it is the branch of what is published", "main-copy");
    }
    if (RunBranchName.of(name).isPresent()) {
      throw refused(what, name, "runs name their branches so", name + "-copy");
    }
    if (REVISION.matcher(name).matches()) {
      throw refused(
          what,
          name,
          "-r and a number at the end name a revision of a delivery",
          name.replaceFirst("-r([0-9]+)$", "_r$1"));
    }
    if (COMMIT.matcher(name).matches()) {
      throw refused(what, name, "it looks like a commit id", "at-" + name.substring(0, 12));
    }
    if (what.equals("branch") && name.equals(PRUNE)) {
      throw refused(what, name, "it is a command", "prune-1");
    }
    return name;
  }

  private static IllegalArgumentException refused(
      String what, String name, String why, String nearest) {
    return new IllegalArgumentException(
        "'%s' cannot name a %s: %s. Use for example '%s'.".formatted(name, what, why, nearest));
  }
}
