package io.studylake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.lake.Study;
import io.studylake.provenance.UnsoundMainException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnsoundMainTest {
  @TempDir private Path folder;

  private static void commitToMain(Study open, String path) {
    open.store().createExclusively("main", path, new byte[0]);
    open.store().commit("main", "by hand", Map.of());
  }

  @Test
  void noDeliveryIsBuiltOnACommitOfNoRunAndNothingIsWritten() {
    StudyFixture study = new StudyFixture(folder).withoutSpark();
    try (Study open = study.open()) {
      commitToMain(open, "tables/raw/ae/note.txt");
    }
    var head = study.head();

    assertThatThrownBy(() -> study.deliverPilot("d1"))
        .isInstanceOf(UnsoundMainException.class)
        .hasMessageStartingWith("Cannot deliver d1: commit %s (".formatted(head.abbreviated()))
        .hasMessageContaining(
            ", \"by hand\") on main came from no passed run (it added no runs/<run id>.json)");

    assertThat(study.head()).isEqualTo(head);
    assertThat(study.branches()).containsExactly("main");
    try (Study open = study.open()) {
      assertThat(open.store().tags()).isEmpty();
    }
  }

  @Test
  void deliveriesGoOnAfterACommitOfHookFilesAlone() {
    StudyFixture study = new StudyFixture(folder);
    study.deliverPilot("d1");
    try (Study open = study.open()) {
      commitToMain(open, "_lakefs_actions/gate.yaml");
    }

    assertThat(study.deliverPilot("d2")).isInstanceOf(DeliveryResult.Loaded.class);
  }
}
