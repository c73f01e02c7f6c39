package io.studylake.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreKindTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "STUDYLAKE_LAKEFS_ENDPOINT", "http://of-the-environment:8000",
          "STUDYLAKE_LAKEFS_ACCESS_KEY_ID", "AKIA",
          "STUDYLAKE_LAKEFS_SECRET_ACCESS_KEY", "its secret",
          "STUDYLAKE_WAREHOUSE", "s3a://lake/warehouse");

  @Test
  void aServerThatNoPropertyTellsOfIsTheEnvironments() {
    assertThat(StoreKind.LAKEFS.completed(Map.of("lakefs.endpoint", " "), ENVIRONMENT))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "lakefs.endpoint", "http://of-the-environment:8000",
                "lakefs.access-key-id", "AKIA",
                "lakefs.secret-access-key", "its secret"))
        .containsKeys(StoreKind.LAKEFS.needed().keySet().toArray(String[]::new));
  }

  @Test
  void aPropertyComesBeforeTheEnvironment() {
    assertThat(
            StoreKind.LAKEFS.completed(
                Map.of("lakefs.endpoint", "http://of-the-property:8000", "study", "pilot"),
                ENVIRONMENT))
        .containsEntry("lakefs.endpoint", "http://of-the-property:8000")
        .containsEntry("lakefs.access-key-id", "AKIA")
        .containsEntry("study", "pilot");
  }

  @Test
  void aUsersIdAndSecretComeFromOnePlace() {
    assertThat(StoreKind.LAKEFS.completed(Map.of("lakefs.access-key-id", "other"), ENVIRONMENT))
        .containsEntry("lakefs.access-key-id", "other")
        .containsEntry("lakefs.endpoint", "http://of-the-environment:8000")
        .doesNotContainKey("lakefs.secret-access-key");
  }

  @Test
  void theServerOfLakectlIsTakenWholeWhereNothingElseNamesOne() {
    Map<String, String> lakectl =
        Map.of(
            "LAKECTL_SERVER_ENDPOINT_URL", "http://of-lakectl:8000",
            "LAKECTL_CREDENTIALS_ACCESS_KEY_ID", "lakectl",
            "LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY", "its secret");

    assertThat(StoreKind.LAKEFS.completed(Map.of("lakefs.endpoint", " "), lakectl))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "lakefs.endpoint", "http://of-lakectl:8000",
                "lakefs.access-key-id", "lakectl",
                "lakefs.secret-access-key", "its secret"));
    Map<String, String> elsewhere = Map.of("lakefs.endpoint", "http://of-the-property:8000");
    assertThat(StoreKind.LAKEFS.completed(elsewhere, lakectl)).isEqualTo(elsewhere);
    Map<String, String> both = new HashMap<>(ENVIRONMENT);
    both.putAll(lakectl);
    assertThat(StoreKind.LAKEFS.completed(Map.of(), both))
        .containsEntry("lakefs.endpoint", "http://of-the-environment:8000")
        .containsEntry("lakefs.access-key-id", "AKIA");
  }

  @Test
  void theEmbeddedStoreTakesNothingFromTheEnvironment() {
    Map<String, String> properties = Map.of("local.path", "/lake");

    assertThat(StoreKind.LOCAL.completed(properties, Map.of("STUDYLAKE_LOCAL_PATH", "/other")))
        .isEqualTo(properties);
  }
}
