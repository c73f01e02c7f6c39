package io.studylake.moves;

import io.studylake.run.StudyFixture;
import java.nio.file.Path;

/** On the embedded store. */
class RestoreTest extends RestoreContract {
  @Override
  StudyFixture newStudy(Path folder) {
    return new StudyFixture(folder);
  }
}
