package io.studylake.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What notices hold, wherever the warehouse is. */
abstract class NoticesContract {
  private static final Running.Timing USUAL =
      new Running.Timing(Duration.ofHours(1), Duration.ofMinutes(10));
  private static final Machine ELSEWHERE = new Machine("elsewhere", "boot-2 pid:[1]", "anna");

  FileIO io;
  String location;

  /** Opens a folder of notices that does not exist yet. */
  abstract void openNewFolder() throws IOException;

  abstract NoticeFolder folder();

  @BeforeEach
  void open() throws IOException {
    openNewFolder();
  }

  private Running running() {
    return seenFrom(Machine.here(), Clock.systemUTC(), USUAL);
  }

  private Running seenFrom(Machine machine, Clock clock, Running.Timing timing) {
    return new Running(io, folder(), machine, clock, timing);
  }

  /** The notice of a process that was killed, or whose machine was switched off. */
  private void left(Machine machine, long pid, String branch) {
    folder()
        .write(
            new Notice(
                "20260131-093000-k3x9qa",
                "deliver d4",
                Set.of(branch),
                machine.user(),
                machine.host(),
                machine.id(),
                pid,
                Instant.now()),
            1);
  }

  List<String> files() {
    return StreamSupport.stream(
            ((SupportsPrefixOperations) io).listPrefix(location).spliterator(), false)
        .map(FileInfo::location)
        .filter(file -> !file.endsWith("/"))
        .toList();
  }

  @Test
  void whereNobodyEverWorkedNobodyIsAtWork() {
    assertThat(running().atWork()).isEmpty();
    assertThat(running().owner("d4-1")).isEmpty();
  }

  @Test
  void whoIsAtWorkIsSeenWithWhatItOwnsUntilItEnds() {
    try (Posted d4 = running().post("deliver d4");
        Posted prune = running().post("prune")) {
      d4.owns("d4-1");
      d4.owns("d4-2");
      d4.owns("d4-2");

      assertThat(running().atWork())
          .extracting(Notice::what, Notice::branches)
          .containsExactlyInAnyOrder(
              org.assertj.core.groups.Tuple.tuple("deliver d4", Set.of("d4-1", "d4-2")),
              org.assertj.core.groups.Tuple.tuple("prune", Set.of()));
      assertThat(running().owner("d4-1").orElseThrow().words())
          .startsWith("deliver d4 (process %d of ".formatted(ProcessHandle.current().pid()));
      assertThat(running().owner("d5-1")).isEmpty();
      assertThat(running().atWork()).contains(d4.notice(), prune.notice());
    }

    assertThat(running().atWork()).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void aProcessOfThisMachineThatIsGoneCountsAtOnceAndItsNoticeIsCleared() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    left(Machine.here(), ended.pid(), "d4-1");

    assertThat(running().atWork()).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void aProcessNumberThatWasGivenAgainIsNotTheProcess() {
    Machine here = Machine.here();
    folder()
        .write(
            new Notice(
                "20200131-093000-k3x9qa",
                "deliver d4",
                Set.of("d4-1"),
                here.user(),
                here.host(),
                here.id(),
                ProcessHandle.current().pid(),
                Instant.parse("2020-01-31T09:30:00Z")),
            1);

    assertThat(running().atWork()).isEmpty();
  }

  @Test
  void aProcessThatCannotBeLookedUpCountsAsAliveUntilItIsSilent() {
    left(ELSEWHERE, 1, "d4-1");

    assertThat(running().owner("d4-1")).isPresent();
    assertThat(afterSilence().owner("d4-1")).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void anotherUsersProcessMayBeHiddenSoThatOnlySilenceTells() {
    Machine here = Machine.here();
    left(new Machine(here.host(), here.id(), "somebody-else"), Long.MAX_VALUE, "d4-1");

    assertThat(running().owner("d4-1")).isPresent();
  }

  /** Sees this from now on when three seconds of silence are too many. */
  private Running afterSilence() {
    try {
      Thread.sleep(3_500);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return seenFrom(
        Machine.here(),
        Clock.systemUTC(),
        new Running.Timing(Duration.ofHours(1), Duration.ofSeconds(2)));
  }

  @Test
  void aWrongClockOfWhoLooksKillsNobody() {
    left(ELSEWHERE, 1, "d4-1");
    Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));

    assertThat(seenFrom(Machine.here(), tomorrow, USUAL).owner("d4-1")).isPresent();
    assertThat(files()).hasSize(1);
  }

  @Test
  void aBeatThatIsNotWholeHidesNothing() {
    left(ELSEWHERE, 1, "d4-1");
    folder()
        .write("20260131-093000-k3x9qa.2.json", "{\"id\":\"2026".getBytes(StandardCharsets.UTF_8));

    assertThat(running().owner("d4-1")).isPresent();
  }

  @Test
  void aNoticeOfANewerProgramIsRead() {
    folder()
        .write(
            "20260131-093000-k3x9qa.1.json",
            """
            {"id":"20260131-093000-k3x9qa","what":"deliver d4","branches":["d4-1"],"user":"anna",
             "host":"elsewhere","machine":"x","pid":1,"startedAt":"2026-01-31T09:30:00Z","more":1}
            """
                .getBytes(StandardCharsets.UTF_8));

    assertThat(running().owner("d4-1")).map(Notice::what).isEqualTo(Optional.of("deliver d4"));
  }

  @Test
  void aBeatKeepsAProcessAlive() throws Exception {
    Running.Timing quick = new Running.Timing(Duration.ofMillis(200), Duration.ofSeconds(2));
    try (Posted posted = seenFrom(ELSEWHERE, Clock.systemUTC(), quick).post("deliver d4")) {
      posted.owns("d4-1");
      Thread.sleep(4_000);

      assertThat(seenFrom(Machine.here(), Clock.systemUTC(), quick).owner("d4-1")).isPresent();
      assertThat(files()).hasSizeBetween(1, 3);
    }
    assertThat(files()).isEmpty();
  }
}
