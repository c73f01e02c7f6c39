package io.studylake.version.local;

import io.studylake.version.VersionStore;
import io.studylake.version.VersionStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LocalVersionStoreTest extends VersionStoreContract {
  @TempDir Path lake;

  @Override
  protected VersionStore newStudy() {
    return LocalVersionStore.openOrCreate(lake, "pilot");
  }

  @Override
  protected VersionStore openAgain() {
    return LocalVersionStore.open(lake, "pilot");
  }
}
