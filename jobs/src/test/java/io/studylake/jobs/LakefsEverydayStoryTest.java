package io.studylake.jobs;

import io.studylake.testing.NeedsServers;
import io.studylake.testing.Servers;
import java.nio.file.Path;

/** On a lakeFS server. */
@NeedsServers
class LakefsEverydayStoryTest extends EverydayStoryContract {
  @Override
  PilotLake lake(Path folder) {
    return PilotLake.lakefs(folder, Servers.shared());
  }
}
