package io.studylake.run;

import io.studylake.testing.NeedsServers;
import java.nio.file.Path;

/** On lakeFS, from an archive in an object store. */
@NeedsServers
class LakefsVariantsTest extends VariantsContract {
  @Override
  StudyFixture newStudy(Path folder) {
    return LakefsStudies.newStudy(folder);
  }
}
