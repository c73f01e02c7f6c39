package io.studylake.compare;

import io.studylake.run.StudyFixture;
import java.nio.file.Path;

/** On the embedded store. */
class LocalSnapshotComparisonTest extends SnapshotComparisonContract {
  @Override
  StudyFixture newStudy(Path folder) {
    return new StudyFixture(folder);
  }
}
