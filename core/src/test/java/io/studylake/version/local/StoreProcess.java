package io.studylake.version.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.MergeConflictException;
import io.studylake.version.PathExistsException;
import io.studylake.version.VersionStore;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process of its own that works on a store and reports each thing that is done on one line. */
final class StoreProcess {
  /** What ends a line: a line without it was cut off by the process's death. */
  private static final String END = " .";

  private StoreProcess() {}

  /** Starts a process. */
  static Process start(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
    if (environment.containsKey("HOME")) {
      command.add("-Duser.home=" + environment.get("HOME"));
    }
    command.add(StoreProcess.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** The file that processes wait for, so that they work at the same time. */
  static Path startSign(Path lake) {
    return lake.resolve("start");
  }

  /** Waits until a process is up. */
  static void awaitReady(Process process) throws IOException, InterruptedException {
    while (process.getInputStream().available() == 0 && process.isAlive()) {
      Thread.sleep(5);
    }
  }

  /** The whole lines that a process reported until it ended. */
  static List<List<String>> report(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), UTF_8)
        .lines()
        .filter(line -> line.endsWith(END) && !line.startsWith("ready"))
        .map(line -> List.of(line.substring(0, line.length() - END.length()).split(" ")))
        .toList();
  }

  /** Runs the way that the first argument names. */
  public static void main(String[] arguments) throws IOException {
    Path lake = Path.of(arguments[1]);
    String name = arguments[2];
    report("ready");
    while (!Files.exists(startSign(lake))) {
      Thread.onSpinWait();
    }
    switch (arguments[0]) {
      case "publish" -> publish(LocalVersionStore.openOrCreate(lake, "pilot"), name + "-0");
      case "race" -> race(LocalVersionStore.open(lake, "pilot"), name);
      case "publish-until-killed" -> {
        VersionStore store = LocalVersionStore.openOrCreate(lake, "pilot");
        for (int turn = 0; ; turn++) {
          publish(store, name + "-" + turn);
        }
      }
      case "try-lock" -> tryLock(Path.of(name));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void race(VersionStore store, String name) throws IOException {
    CommitId first = store.require("start");
    for (int turn = 0; turn < 10; turn++) {
      String branch = name + "-" + turn;
      try {
        store.createExclusively("shared", "contested/" + turn, name.getBytes(UTF_8));
        report("created", "contested/" + turn);
      } catch (PathExistsException e) {
        report("lost", "contested/" + turn);
      }
      store.createBranch(branch, first);
      store.createExclusively(branch, "own/" + branch, name.getBytes(UTF_8));
      store.createExclusively(branch, "merged/" + turn, name.getBytes(UTF_8));
      store.commit(branch, branch, Map.of());
      try {
        Commit merge = store.merge(branch, VersionStore.MAIN, branch, Map.of());
        report("merged", String.valueOf(turn), merge.id().value());
      } catch (MergeConflictException e) {
        report("conflict", String.valueOf(turn), String.join(",", e.paths()));
      }
    }
  }

  private static void publish(VersionStore store, String name) throws IOException {
    store.createBranch(name, store.require(VersionStore.MAIN));
    store.createExclusively(name, "runs/" + name, name.getBytes(UTF_8));
    report("staged", name, "runs/" + name);
    Commit commit = store.commit(name, name, Map.of());
    report("committed", name, commit.id().value());
    Commit merge = store.merge(name, VersionStore.MAIN, name, Map.of());
    report("merged", name, merge.id().value());
    store.createTag("tag-" + name, merge.id());
    report("tagged", "tag-" + name, merge.id().value());
    store.dropBranch(name);
    report("dropped", name);
  }

  private static void tryLock(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      report(lock == null ? "held" : "free");
    }
  }

  private static void report(String... words) throws IOException {
    new FileOutputStream(FileDescriptor.out)
        .write((String.join(" ", words) + END + "\n").getBytes(UTF_8));
  }
}
