package io.studylake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.lake.Study;
import io.studylake.progress.Progress;
import io.studylake.running.Notice;
import io.studylake.running.Running;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others see of a run while it is at work. */
class RunNoticeTest {
  @TempDir private Path folder;

  @Test
  void aRunSaysThatItIsAtWorkAndOwnsItsBranchUntilItEnds() {
    StudyFixture study = new StudyFixture(folder);
    Path d1 =
        study.write(
            "d1",
            Map.of(
                "contents.csv", "dataset,column,type\nDM,USUBJID,char\n",
                "dm.csv", "USUBJID\n01-001\n"));
    List<Notice> seen = new ArrayList<>();
    List<String> branches = new ArrayList<>();
    Progress looking =
        new Progress() {
          @Override
          public void step(String step, String detail) {
            if (step.equals("Publish")) {
              seen.addAll(atWork(study));
              branches.addAll(study.branches());
            }
          }
        };

    study.run(new DeliveryRequest(d1, "d1", Optional.empty(), true, false), looking);

    assertThat(seen).extracting(Notice::what).containsExactly("deliver d1");
    assertThat(branches).hasSize(2).contains("main").containsAll(seen.get(0).branches());
    assertThat(seen.get(0).branches()).hasSize(1);
    assertThat(atWork(study)).isEmpty();
  }

  @Test
  void aRunThatFailsIsAtWorkNoMore() {
    StudyFixture study = new StudyFixture(folder);
    Path broken =
        study.write(
            "d1",
            Map.of(
                "contents.csv", "dataset,column,type\nDM,USUBJID,char\n",
                "dm.csv", "USUBJID\n01-001,too,many\n"));

    assertThatThrownBy(() -> study.deliver(broken, "d1")).isInstanceOf(DeliveryRejected.class);

    assertThat(atWork(study)).isEmpty();
    assertThat(study.branches()).hasSize(2);
  }

  private static List<Notice> atWork(StudyFixture fixture) {
    try (Study study = fixture.open();
        Running running = Running.on(study)) {
      return running.atWork();
    }
  }
}
