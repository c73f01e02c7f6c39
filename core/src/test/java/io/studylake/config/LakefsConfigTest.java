package io.studylake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.store.StoreKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LakefsConfigTest {
  private static final Map<String, String> COMPLETE =
      Map.of(
          "STUDYLAKE_STORE", "lakefs",
          "STUDYLAKE_LAKEFS_ENDPOINT", "http://localhost:8000",
          "STUDYLAKE_LAKEFS_ACCESS_KEY_ID", "AKIA",
          "STUDYLAKE_LAKEFS_SECRET_ACCESS_KEY", "not for the log",
          "STUDYLAKE_WAREHOUSE", "s3a://lake/warehouse");

  @Test
  void theEnvironmentIsEnoughForAServer() {
    LakeConfig lake = load(COMPLETE).lake();

    assertThat(lake.storeProperties())
        .containsEntry("store", "lakefs")
        .containsEntry("lakefs.endpoint", "http://localhost:8000")
        .containsEntry("lakefs.access-key-id", "AKIA")
        .containsEntry("lakefs.secret-access-key", "not for the log")
        .containsEntry("lakefs.timeout", "PT1M")
        .doesNotContainKey("local.path")
        .containsKeys(StoreKind.LAKEFS.needed().keySet().toArray(String[]::new));
    assertThat(lake.toString()).doesNotContain("not for the log");
  }

  @Test
  void theVariablesOfLakectlAreUnderstoodAndOursComeFirst() {
    Map<String, String> environment =
        without("STUDYLAKE_LAKEFS_ACCESS_KEY_ID", "STUDYLAKE_LAKEFS_SECRET_ACCESS_KEY");
    environment.put("LAKECTL_CREDENTIALS_ACCESS_KEY_ID", "lakectl");
    environment.put("LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY", "its secret");
    environment.put("LAKECTL_SERVER_ENDPOINT_URL", "http://other:8000");

    LakefsConfig lakefs = load(environment).lake().lakefs();

    assertThat(lakefs.accessKeyId()).isEqualTo("lakectl");
    assertThat(lakefs.secretAccessKey()).isEqualTo("its secret");
    assertThat(lakefs.endpoint()).isEqualTo("http://localhost:8000");
  }

  @Test
  void whatAServerCannotDoWithoutIsNamedWithItsVariable() {
    for (String variable :
        List.of(
            "STUDYLAKE_LAKEFS_ENDPOINT",
            "STUDYLAKE_LAKEFS_ACCESS_KEY_ID",
            "STUDYLAKE_LAKEFS_SECRET_ACCESS_KEY",
            "STUDYLAKE_WAREHOUSE")) {
      assertThatThrownBy(() -> load(without(variable)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith("Cannot use the configuration: store is lakefs, so ")
          .hasMessageContaining("by environment " + variable);
    }
  }

  private static Configuration load(Map<String, String> environment) {
    return Configuration.load(Optional.empty(), environment, Map.of());
  }

  private static Map<String, String> without(String... variables) {
    Map<String, String> environment = new HashMap<>(COMPLETE);
    environment.keySet().removeAll(List.of(variables));
    return environment;
  }
}
