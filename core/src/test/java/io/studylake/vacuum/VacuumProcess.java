package io.studylake.vacuum;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.progress.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A vacuum in a process of its own, which says each batch that it has deleted. */
final class VacuumProcess {
  private VacuumProcess() {}

  /** Takes the lake's folder and the study's name. */
  public static void main(String[] arguments) {
    Progress progress =
        new Progress() {
          @Override
          public void end(String step, String what, String result) {
            System.out.println(result);
            System.out.flush();
          }
        };
    try (Study study =
            Study.open(
                Configuration.load(
                        Optional.empty(), Map.of(), Map.of("studylake.local.path", arguments[0]))
                    .lake(),
                arguments[1]);
        Vacuum vacuum = new Vacuum(study, Duration.ZERO, progress)) {
      vacuum.execute(vacuum.plan());
    }
  }
}
