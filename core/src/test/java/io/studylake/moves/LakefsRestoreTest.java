package io.studylake.moves;

import io.studylake.run.LakefsStudies;
import io.studylake.run.StudyFixture;
import io.studylake.testing.NeedsServers;
import java.nio.file.Path;

/** On lakeFS, whose own gate lets a restore through as it lets a passed run. */
@NeedsServers
class LakefsRestoreTest extends RestoreContract {
  @Override
  StudyFixture newStudy(Path folder) {
    return LakefsStudies.newStudy(folder);
  }
}
