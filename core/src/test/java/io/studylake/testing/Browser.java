package io.studylake.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real browser without a window: Chromium, as {@code testenv/install browser} finds it. */
public final class Browser {
  private static final List<String> QUIET =
      List.of(
          "--headless",
          // Tests may run as root, where Chromium has no sandbox.
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--hide-scrollbars");
  private static final long SECONDS = 120;

  private Browser() {}

  /** A page as the browser holds it when it has loaded and run all that it lets run. */
  public static String dom(Path page) {
    return run("--dump-dom", page.toUri().toString());
  }

  /** A picture of the upper part of a page, in pixels. */
  public static void screenshot(Path page, Path png, int width, int height) {
    run(
        "--screenshot=" + png,
        "--window-size=%d,%d".formatted(width, height),
        page.toUri().toString());
  }

  private static String run(String... arguments) {
    Path profile = null;
    try {
      profile = Files.createTempDirectory("studylake-browser");
      Path output = profile.resolve("output");
      List<String> command = new ArrayList<>();
      command.add(TestTools.install("browser").get("browser").toString());
      command.addAll(QUIET);
      command.add("--user-data-dir=" + profile.resolve("profile"));
      command.addAll(List.of(arguments));
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(profile.resolve("complaint").toFile())
              .start();
      try {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
          throw new IllegalStateException(
              "Chromium did not show the page: "
                  + Files.readString(profile.resolve("complaint")).lines().limit(5).toList());
        }
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run Chromium", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while Chromium ran", e);
    } finally {
      if (profile != null) {
        TestFolders.remove(profile);
      }
    }
  }
}
