package io.studylake.version.local;

import static io.studylake.version.VersionStore.MAIN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.version.Commit;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
  private static final int PROCESSES = 4;

  @TempDir Path lake;

  @Test
  void ofSeveralProcessesThatWriteOnePathExactlyOneWinsAndNothingIsLost() throws Exception {
    try (VersionStore store = LocalVersionStore.openOrCreate(lake, "pilot")) {
      store.createTag("start", store.require(MAIN));
      store.createBranch("shared", store.require(MAIN));

      Map<String, List<List<String>>> reports = inProcesses("race");

      View main = new View.Committed(store.require(MAIN));
      List<String> history =
          store.log(store.require(MAIN)).map(Commit::id).map(Object::toString).toList();
      for (int turn = 0; turn < 10; turn++) {
        assertThat(namesOf(reports, List.of("created", "contested/" + turn)))
            .singleElement()
            .isEqualTo(text(store, new View.Staged("shared"), "contested/" + turn));
      }
      reports.forEach(
          (name, lines) -> {
            assertThat(lines).hasSize(20);
            for (List<String> line : lines) {
              if (line.get(0).equals("merged")) {
                assertThat(history).contains(line.get(2));
                assertThat(text(store, main, "own/" + name + "-" + line.get(1))).isEqualTo(name);
                assertThat(text(store, main, "merged/" + line.get(1))).isEqualTo(name);
              } else if (line.get(0).equals("conflict")) {
                assertThat(line.get(2)).isEqualTo("merged/" + line.get(1));
              }
            }
          });
      assertThat(history).hasSize(1 + 10);
      assertThat(store.children(main, "own/")).hasSize(10);
    }
  }

  @Test
  void ofSeveralProcessesThatOpenANewLakeOneCreatesIt() throws Exception {
    Map<String, List<List<String>>> reports = inProcesses("publish");

    try (VersionStore store = LocalVersionStore.open(lake, "pilot")) {
      assertThat(store.tags()).hasSize(PROCESSES);
      assertThat(store.log(store.require(MAIN))).hasSize(1 + PROCESSES);
      assertThat(reports.values()).allSatisfy(lines -> assertThat(lines).hasSize(5));
    }
    assertThat(lake.resolve("versions/.pilot.git.new")).doesNotExist();
  }

  @Test
  void theUsersGitConfigurationIsNeitherReadNorWritten() throws Exception {
    Path home = Files.createDirectories(lake.resolve("home"));
    Files.writeString(home.resolve(".gitconfig"), "[core\nthis is broken");
    Path git = Files.writeString(home.resolve("git"), "#!/bin/sh\ntouch " + home + "/git-ran\n");
    assertThat(git.toFile().setExecutable(true)).isTrue();

    Files.createFile(StoreProcess.startSign(lake));
    Process process =
        StoreProcess.start(
            Map.of(
                "HOME", home.toString(),
                "XDG_CONFIG_HOME", home.toString(),
                "PATH", home + ":/usr/bin:/bin",
                "GIT_DIR", home.toString()),
            "publish",
            lake.toString(),
            "x");

    assertThat(StoreProcess.report(process)).hasSize(5);
    assertThat(process.waitFor()).isZero();
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files).containsExactlyInAnyOrder(home.resolve(".gitconfig"), git);
    }
  }

  private Map<String, List<List<String>>> inProcesses(String what) throws Exception {
    List<String> names = IntStream.range(0, PROCESSES).mapToObj("p%d"::formatted).toList();
    List<Process> processes = new ArrayList<>();
    for (String name : names) {
      processes.add(StoreProcess.start(Map.of(), what, lake.toString(), name));
    }
    for (Process process : processes) {
      StoreProcess.awaitReady(process);
    }
    Files.createFile(StoreProcess.startSign(lake));
    Map<String, List<List<String>>> reports = new TreeMap<>();
    for (int number = 0; number < PROCESSES; number++) {
      reports.put(names.get(number), StoreProcess.report(processes.get(number)));
      assertThat(processes.get(number).waitFor()).isZero();
    }
    return reports;
  }

  private static List<String> namesOf(Map<String, List<List<String>>> reports, List<String> line) {
    return reports.entrySet().stream()
        .filter(report -> report.getValue().contains(line))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String text(VersionStore store, View view, String path) {
    return new String(store.read(view, path).orElseThrow(), UTF_8);
  }
}
