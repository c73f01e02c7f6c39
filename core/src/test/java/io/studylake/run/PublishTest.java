package io.studylake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.lake.Study;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On the embedded store. */
class PublishTest extends PublishContract {
  @Override
  StudyFixture newStudy(Path folder) {
    return new StudyFixture(folder);
  }

  @Test
  void hookFilesThatCameOntoMainMeanwhileAreNoOtherSnapshot() {
    String held = holdBack("d2", "01-001", "01-002", "01-003");
    installHook("gate.yaml");

    assertThat(publish(held).commit()).isEqualTo(study.head());

    String stopped = stop("d3", "01-001", "01-002", "01-003");
    installHook("more.yaml");

    assertThat(publish(stopped, GONE).commit()).isEqualTo(study.head());
    assertMainVerifies();
  }

  @Test
  void whatSomebodyMergedByHandIsNotTakenForPublished() {
    String stopped = stop("d2", "01-001", "01-002", "01-003");
    try (Study opened = study.open()) {
      Map<String, String> metadata = opened.store().commit(opened.store().head(stopped)).metadata();
      opened.store().merge(stopped, "main", "By hand", metadata);
    }

    assertThatThrownBy(() -> publish(stopped, GONE))
        .isInstanceOf(PublishRefused.class)
        .hasMessageContaining(" on main holds it already, and came from no passed run (");
    assertThat(study.branches()).contains(stopped);
  }

  private void installHook(String file) {
    try (Study opened = study.open()) {
      opened.store().createExclusively("main", "_lakefs_actions/" + file, new byte[0]);
      opened.store().commit("main", "Install " + file, Map.of());
    }
  }
}
