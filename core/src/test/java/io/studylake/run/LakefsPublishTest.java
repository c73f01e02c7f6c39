package io.studylake.run;

import io.studylake.testing.NeedsServers;
import java.nio.file.Path;

/** On lakeFS, whose own gate lets through what was accepted as it lets a passed run. */
@NeedsServers
class LakefsPublishTest extends PublishContract {
  @Override
  StudyFixture newStudy(Path folder) {
    return LakefsStudies.newStudy(folder);
  }
}
