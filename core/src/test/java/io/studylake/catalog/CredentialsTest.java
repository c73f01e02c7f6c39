package io.studylake.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.store.StoreKind;
import io.studylake.testing.NeedsServers;
import io.studylake.testing.Servers;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.junit.jupiter.api.Test;

/** Where a catalog that is started by name finds the credentials of its store. */
@NeedsServers
class CredentialsTest {
  private final Servers servers = Servers.shared();
  private final String study = "credentials-" + UUID.randomUUID();

  @Test
  void thoseInHadoopsConfigurationOpenTheStoreAndAreNotHandedToExecutors() throws IOException {
    StoreKind.LAKEFS.initialise(withCredentials(), study).store().close();
    Configuration hadoop = new Configuration(false);
    hadoop.set("studylake.lakefs.access-key-id", servers.lakefsAccessKey());
    hadoop.set("studylake.lakefs.secret-access-key", servers.lakefsSecretKey());
    hadoop.set("fs.s3a.endpoint", servers.s3Endpoint());

    try (RefCatalog catalog = load(properties(), hadoop)) {
      assertThat(catalog.listNamespaces()).contains(Namespace.of("main"));
      assertThat(catalog.properties().toString()).doesNotContain(servers.lakefsSecretKey());
      Configuration ofFiles = ((HadoopFileIO) catalog.io()).conf();
      assertThat(ofFiles.get("fs.s3a.endpoint")).isEqualTo(servers.s3Endpoint());
      assertThat(ofFiles.getPropsWithPrefix("studylake.")).isEmpty();
    }
  }

  @Test
  void oneThatIsNowhereIsNamedWithTheVariableThatSetsIt() {
    assertThatThrownBy(() -> load(properties(), new Configuration(false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("property lakefs.")
        .hasMessageContaining("is missing")
        .hasMessageContaining("STUDYLAKE_LAKEFS_");
  }

  private static RefCatalog load(Map<String, String> properties, Configuration hadoop) {
    return (RefCatalog)
        CatalogUtil.loadCatalog(RefCatalog.class.getName(), "study", properties, hadoop);
  }

  private Map<String, String> withCredentials() {
    Map<String, String> all = new HashMap<>(properties());
    all.put("lakefs.access-key-id", servers.lakefsAccessKey());
    all.put("lakefs.secret-access-key", servers.lakefsSecretKey());
    all.put("lakefs.storage-namespace", "s3://%s/%s".formatted(servers.bucket(), study));
    return all;
  }

  private Map<String, String> properties() {
    return Map.of(
        "uri",
        servers.lakefsEndpoint() + "/repositories/" + study,
        "study",
        study,
        "warehouse",
        "s3a://%s/%s-warehouse".formatted(servers.bucket(), study),
        "store",
        "lakefs",
        "lakefs.endpoint",
        servers.lakefsEndpoint(),
        "cache-enabled",
        "false");
  }
}
