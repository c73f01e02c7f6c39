package io.studylake.version.lakefs;

import io.studylake.testing.NeedsServers;
import io.studylake.version.VersionStore;
import io.studylake.version.VersionStoreContract;

@NeedsServers
class LakefsVersionStoreTest extends VersionStoreContract {
  private final String repository = TestRepositories.newName();

  @Override
  protected VersionStore newStudy() {
    return LakefsVersionStore.openOrCreate(TestRepositories.settings(), repository);
  }

  @Override
  protected VersionStore openAgain() {
    return LakefsVersionStore.open(TestRepositories.settings(), repository);
  }
}
