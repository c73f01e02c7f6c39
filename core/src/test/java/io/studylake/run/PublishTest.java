package io.studylake.run;

import java.nio.file.Path;

/** On the embedded store. */
class PublishTest extends PublishContract {
  @Override
  StudyFixture newStudy(Path folder) {
    return new StudyFixture(folder);
  }
}
