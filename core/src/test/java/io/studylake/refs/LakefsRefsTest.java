package io.studylake.refs;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.testing.NeedsServers;
import io.studylake.testing.ObjectStores;
import io.studylake.testing.Servers;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

@NeedsServers
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LakefsRefsTest extends RefsContract {
  @Override
  Study newStudy() {
    Servers servers = Servers.shared();
    Map<String, String> settings = new TreeMap<>();
    ObjectStores.keys().forEach((key, value) -> settings.put("studylake." + key, value));
    settings.put("studylake.store", "lakefs");
    settings.put("studylake.lakefs.endpoint", servers.lakefsEndpoint());
    settings.put("studylake.lakefs.access-key-id", servers.lakefsAccessKey());
    settings.put("studylake.lakefs.secret-access-key", servers.lakefsSecretKey());
    settings.put(
        "studylake.lakefs.storage-namespace", "s3://%s/lakefs".formatted(servers.bucket()));
    settings.put("studylake.lakefs.create-repositories", "true");
    settings.put("studylake.warehouse", "s3a://%s/warehouse".formatted(servers.bucket()));
    return Study.openOrCreate(
        Configuration.load(Optional.empty(), Map.of(), settings).lake(),
        "refs-" + UUID.randomUUID().toString().substring(0, 8));
  }
}
