package io.studylake.refs;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRefsTest extends RefsContract {
  @TempDir private Path folder;

  @Override
  Study newStudy() {
    return Study.openOrCreate(
        Configuration.load(
                Optional.empty(), Map.of(), Map.of("studylake.local.path", folder.toString()))
            .lake(),
        "pilot");
  }

  @Test
  void mainWithOtherHookFilesIsNotMovedOn() {
    ended(HELD, main(), true, "");
    store.createExclusively("main", "_lakefs_actions/gate.yaml", new byte[0]);
    store.commit("main", "Install the gate", Map.of());

    assertThat(new Branches(study).find(HELD).orElseThrow().publishable()).isTrue();

    store.createExclusively("main", "runs/1.json", new byte[0]);
    store.commit("main", "Somebody's", Map.of());

    assertThat(new Branches(study).find(HELD).orElseThrow().publishable()).isFalse();
  }
}
