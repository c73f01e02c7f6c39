package io.studylake.compare;

import io.studylake.run.LakefsStudies;
import io.studylake.run.StudyFixture;
import io.studylake.testing.NeedsServers;
import java.nio.file.Path;

/** On lakeFS, with the warehouse in an object store. */
@NeedsServers
class LakefsSnapshotComparisonTest extends SnapshotComparisonContract {
  @Override
  StudyFixture newStudy(Path folder) {
    return LakefsStudies.newStudy(folder);
  }
}
