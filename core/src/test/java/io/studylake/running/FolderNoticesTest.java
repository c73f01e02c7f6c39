package io.studylake.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.catalog.LocalFileIO;
import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.version.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class FolderNoticesTest extends NoticesContract {
  @TempDir private Path lake;

  @Override
  void openNewFolder() {
    io = new LocalFileIO();
    location = "file://" + lake.resolve("warehouse/pilot/running");
  }

  @Override
  NoticeFolder folder() {
    return new NoticeFolder(io, location, Optional.empty());
  }

  private Study study() {
    return Study.openOrCreate(
        Configuration.load(
                Optional.empty(), Map.of(), Map.of("studylake.local.path", lake.toString()))
            .lake(),
        "pilot");
  }

  @Test
  void aProcessOfItsOwnIsSeenAndWhenItIsKilledItIsGoneAtOnce() throws Exception {
    try (Study study = study();
        Running running = Running.on(study)) {
      Process process = NoticeProcess.start(lake);
      try {
        NoticeProcess.awaitPosted(process);
        assertThat(running.owner("d4-1").orElseThrow().pid()).isEqualTo(process.pid());
      } finally {
        // SIGKILL: nothing of the process runs any more.
        process.destroyForcibly().waitFor();
      }
      assertThat(files()).isNotEmpty();

      assertThat(running.owner("d4-1")).isEmpty();
      assertThat(files()).isEmpty();
    }
  }

  @Test
  void aProcessThatIsToldToEndTakesItsNoticeAway() throws Exception {
    Process process = NoticeProcess.start(lake);
    NoticeProcess.awaitPosted(process);

    process.destroy();
    process.waitFor();

    assertThat(files()).isEmpty();
  }

  @Test
  void whereItCannotWriteAProcessDoesNotBegin() throws IOException {
    Files.createDirectories(lake.resolve("warehouse/pilot"));
    Files.writeString(lake.resolve("warehouse/pilot/running"), "a file");
    try (Study study = study();
        Running running = Running.on(study)) {
      assertThatThrownBy(() -> running.post("deliver d4"))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessage(
              "Cannot say in %s that this process is at work: NotDirectoryException %s. Let this user write there, and see that the disk is not full."
                  .formatted(location, lake.resolve("warehouse/pilot/running")));
    }
  }
}
