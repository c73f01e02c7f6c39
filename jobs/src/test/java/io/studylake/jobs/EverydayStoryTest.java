package io.studylake.jobs;

import java.nio.file.Path;

/** On the embedded store. */
class EverydayStoryTest extends EverydayStoryContract {
  @Override
  PilotLake lake(Path folder) {
    return PilotLake.local(folder);
  }
}
