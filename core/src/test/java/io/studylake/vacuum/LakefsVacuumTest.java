package io.studylake.vacuum;

import io.studylake.testing.NeedsServers;
import io.studylake.testing.ObjectStores;
import io.studylake.testing.Servers;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** On lakeFS, with the warehouse in an object store. */
@NeedsServers
class LakefsVacuumTest extends VacuumContract {
  @Override
  TableHistory study(long seed) {
    Servers servers = Servers.shared();
    Map<String, String> settings = new HashMap<>();
    ObjectStores.keys().forEach((key, value) -> settings.put("studylake." + key, value));
    settings.put("studylake.store", "lakefs");
    settings.put("studylake.lakefs.endpoint", servers.lakefsEndpoint());
    settings.put("studylake.lakefs.access-key-id", servers.lakefsAccessKey());
    settings.put("studylake.lakefs.secret-access-key", servers.lakefsSecretKey());
    settings.put(
        "studylake.lakefs.storage-namespace", "s3://%s/lakefs".formatted(servers.bucket()));
    settings.put("studylake.lakefs.create-repositories", "true");
    settings.put("studylake.warehouse", "s3a://%s/warehouse".formatted(servers.bucket()));
    String repository = "vacuum-" + UUID.randomUUID().toString().substring(0, 8);
    return new TableHistory(settings, repository, seed);
  }

  @Override
  int histories() {
    return 1;
  }
}
