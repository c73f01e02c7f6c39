package io.studylake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.config.LakeConfig;
import io.studylake.lake.Study;
import io.studylake.progress.Progress;
import io.studylake.testing.NeedsServers;
import io.studylake.version.lakefs.LakefsSettings;
import io.studylake.version.lakefs.LakefsVersionStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository on lakeFS that was made without {@code studylake init}. */
@NeedsServers
class UnguardedMainTest {
  private static final String NOTE =
      "main of study pilot has no gate: its server lets anybody merge. Run `studylake init --study pilot`.";

  @TempDir private Path folder;
  private StudyFixture study;

  @BeforeEach
  void makeARepositoryWithoutInit() {
    study = LakefsStudies.newStudy(folder).withoutSpark();
    LakeConfig lake = study.configuration().lake();
    LakefsVersionStore.openOrCreate(
            LakefsSettings.of(lake.storeProperties()), lake.repositoryOf("pilot"))
        .close();
  }

  @Test
  void whoeverDeliversIsToldUntilItIsInitialised() {
    assertThat(notesOfADelivery()).contains(NOTE);

    Study.initialise(study.configuration().lake(), "pilot");

    assertThat(notesOfADelivery()).doesNotContain(NOTE);
  }

  /** Of the part before Spark is needed. */
  private List<String> notesOfADelivery() {
    List<String> notes = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void note(String text) {
            notes.add(text);
          }
        };
    DeliveryRequest request =
        new DeliveryRequest(StudyFixture.PILOT.resolve("d1"), "d1", Optional.empty(), true, false);
    assertThatThrownBy(() -> study.run(request, progress))
        .isInstanceOf(AssertionError.class)
        .hasMessage("a Spark session was started");
    return notes;
  }
}
