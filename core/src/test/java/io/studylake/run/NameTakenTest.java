package io.studylake.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.lake.Study;
import io.studylake.version.VersionStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameTakenTest {
  @TempDir private Path folder;

  @Test
  void aNameThatABranchHasIsNoNameForADelivery() {
    StudyFixture fixture = new StudyFixture(folder).withoutSpark();
    try (Study study = fixture.open()) {
      study.store().createBranch("d1", study.store().require(VersionStore.MAIN));
    }

    assertThatThrownBy(() -> fixture.deliverPilot("d1"))
        .isInstanceOf(DeliveryConflict.class)
        .hasMessage(
            "Cannot deliver d1: a branch or tag of that name exists, and it is no published delivery. Give this one another name with --delivery.");
  }
}
