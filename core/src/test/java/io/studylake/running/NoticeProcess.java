package io.studylake.running;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Posts a notice in a process of its own, and works until it is ended. */
final class NoticeProcess {
  private NoticeProcess() {}

  static Process start(Path lake) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            NoticeProcess.class.getName(),
            lake.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Waits until the notice is there. */
  static void awaitPosted(Process process) throws IOException {
    if (process.getInputStream().read() < 0) {
      throw new AssertionError("the process ended");
    }
  }

  /** Takes the lake's folder. */
  public static void main(String[] arguments) throws InterruptedException {
    Study study =
        Study.openOrCreate(
            Configuration.load(
                    Optional.empty(), Map.of(), Map.of("studylake.local.path", arguments[0]))
                .lake(),
            "pilot");
    Posted posted = Running.on(study).post("deliver d4");
    posted.owns("d4-1");
    System.out.println("posted");
    Thread.sleep(120_000);
  }
}
