package io.studylake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.store.StoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakefsConfigTest {
  private static final Map<String, String> COMPLETE =
      Map.of(
          "STUDYLAKE_STORE", "lakefs",
          "STUDYLAKE_LAKEFS_ENDPOINT", "http://localhost:8000",
          "STUDYLAKE_LAKEFS_ACCESS_KEY_ID", "AKIA",
          "STUDYLAKE_LAKEFS_SECRET_ACCESS_KEY", "not for the log",
          "STUDYLAKE_WAREHOUSE", "s3a://lake/warehouse");

  @TempDir private Path folder;

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
  void theServerOfLakectlIsTakenWhereNothingElseNamesOne() {
    LakefsConfig lakefs = load(lakectl()).lake().lakefs();

    assertThat(lakefs.endpoint()).isEqualTo("http://of-lakectl:8000");
    assertThat(lakefs.accessKeyId()).isEqualTo("lakectl");
    assertThat(lakefs.secretAccessKey()).isEqualTo("its secret");
  }

  @Test
  void aConfigurationFileComesBeforeTheServerOfLakectl() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("studylake.conf"),
            """
            studylake.lakefs {
              endpoint = "http://of-the-file:8000"
              access-key-id = file
              secret-access-key = "the file's"
            }
            """);

    LakefsConfig lakefs =
        Configuration.load(Optional.of(file), lakectl(), Map.of()).lake().lakefs();

    assertThat(lakefs.endpoint()).isEqualTo("http://of-the-file:8000");
    assertThat(lakefs.accessKeyId()).isEqualTo("file");
    assertThat(lakefs.secretAccessKey()).isEqualTo("the file's");
  }

  @Test
  void keysOfLakectlAreNeverSentToAnotherServer() {
    Map<String, String> environment = lakectl();
    environment.put("STUDYLAKE_LAKEFS_ENDPOINT", "http://localhost:8000");
    assertThatThrownBy(() -> load(environment))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("lakefs.access-key-id has to be set");
    assertThatThrownBy(
            () ->
                Configuration.load(
                    Optional.empty(),
                    lakectl(),
                    Map.of("studylake.lakefs.endpoint", "http://localhost:8000")))
        .hasMessageContaining("lakefs.access-key-id has to be set");
  }

  @Test
  void halfOfAServerOfLakectlIsNone() {
    Map<String, String> environment = lakectl();
    environment.remove("LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY");
    assertThatThrownBy(() -> load(environment))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("lakefs.endpoint has to be set");
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

  /** No server but lakectl's. */
  private static Map<String, String> lakectl() {
    Map<String, String> environment =
        without(
            "STUDYLAKE_LAKEFS_ENDPOINT",
            "STUDYLAKE_LAKEFS_ACCESS_KEY_ID",
            "STUDYLAKE_LAKEFS_SECRET_ACCESS_KEY");
    environment.put("LAKECTL_SERVER_ENDPOINT_URL", "http://of-lakectl:8000");
    environment.put("LAKECTL_CREDENTIALS_ACCESS_KEY_ID", "lakectl");
    environment.put("LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY", "its secret");
    return environment;
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
