package io.studylake.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.config.Configuration;
import io.studylake.version.PathExistsException;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkBranchTest {
  @TempDir private Path folder;

  @Test
  void aFileThatIsThereIsWrittenAgainAndNoOthersIsReplaced() {
    Configuration configuration =
        Configuration.load(
            Optional.empty(), Map.of(), Map.of("studylake.local.path", folder.toString()));
    try (Study study = Study.openOrCreate(configuration.lake(), "pilot");
        WorkBranch branch =
            study.branch(
                RunId.next(Instant.now()),
                "d1",
                study.store().require(VersionStore.MAIN),
                Optional.empty(),
                () -> {
                  throw new IllegalStateException("no Spark here");
                })) {
      branch.write("runs/a.json", "own".getBytes(UTF_8));
      branch.write("runs/a.json", "own".getBytes(UTF_8));

      assertThatThrownBy(() -> branch.write("runs/a.json", "other".getBytes(UTF_8)))
          .isInstanceOf(PathExistsException.class)
          .hasMessage(
              "Cannot create runs/a.json on branch '%s': it exists, and this run did not write it."
                  .formatted(branch.name()));
      assertThat(study.store().read(new View.Staged(branch.name()), "runs/a.json"))
          .contains("own".getBytes(UTF_8));
    }
  }
}
