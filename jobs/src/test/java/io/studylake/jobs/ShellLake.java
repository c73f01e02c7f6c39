package io.studylake.jobs;

import io.studylake.lake.Study;
import java.nio.file.Path;

/** The pilot study, delivered into a lake on the embedded store. */
public final class ShellLake {
  private ShellLake() {}

  /** Delivers folders of the pilot study, in order. */
  public static void deliver(Path lake, String... deliveries) {
    for (String delivery : deliveries) {
      PilotLake.local(lake).deliver(delivery);
    }
  }

  /** The study, opened; to be closed. */
  public static Study open(Path lake) {
    return PilotLake.local(lake).open();
  }
}
