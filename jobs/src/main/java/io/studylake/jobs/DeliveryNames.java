package io.studylake.jobs;

import io.studylake.version.RefNames;
import io.studylake.version.VersionStore;
import java.util.regex.Pattern;

/** Names that a delivery may have: those of a tag that nothing else uses. */
final class DeliveryNames {
  private static final Pattern REVISION = Pattern.compile(".*-r[0-9]+");

  private DeliveryNames() {}

  static void check(String name) {
    RefNames.ref("delivery", name);
    if (name.equals(VersionStore.MAIN)) {
      throw new IllegalArgumentException(
          "'main' cannot name a delivery: it is the branch of what is published. Give another name"
              + " with --delivery.");
    }
    if (REVISION.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' cannot name a delivery: -r and a number at the end name a revision. Give another name with --delivery, for example '%s'."
              .formatted(name, name.replaceFirst("-r([0-9]+)$", "_r$1")));
    }
    if (name.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "'%s' cannot name a delivery: it looks like a commit id. Give another name with --delivery."
              .formatted(name));
    }
  }
}
