package io.studylake.jobs;

import io.studylake.version.RefNames;
import io.studylake.version.VersionStore;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Names that a delivery may have: those of a tag that nothing else uses. */
final class DeliveryNames {
  private static final Pattern REVISION = Pattern.compile(".*-r[0-9]+");

  private DeliveryNames() {}

  /** The name of a folder, which that of its delivery is unless another one is given. */
  static String of(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? "" : name.toString();
  }

  static void check(String name) {
    check(name, "Give another name with --delivery");
  }

  /**
   * Checks a name.
   *
   * @param cure what to do when it is none, without a point at the end
   * @throws IllegalArgumentException when it is none
   */
  static void check(String name, String cure) {
    RefNames.ref("delivery", name);
    if (name.equals(VersionStore.MAIN)) {
      throw new IllegalArgumentException(
          "'main' cannot name a delivery: it is the branch of what is published. " + cure + ".");
    }
    if (REVISION.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' cannot name a delivery: -r and a number at the end name a revision. %s, for example '%s'."
              .formatted(name, cure, name.replaceFirst("-r([0-9]+)$", "_r$1")));
    }
    if (name.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "'%s' cannot name a delivery: it looks like a commit id. %s.".formatted(name, cure));
    }
  }
}
