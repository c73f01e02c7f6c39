package io.studylake.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.testing.TestTools.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

class ServersTest {
  private static final Answer NO_GO = new Answer(3, "", "Go is missing.");

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  @NeedsServers
  void whatLakefsHeldIsThereAfterKillsOfBothServers() throws Exception {
    try (Servers servers = Servers.start()) {
      assertThat(
              post(
                  servers,
                  "/repositories",
                  """
                  {"name": "pilot", "storage_namespace": "s3://%s/lakefs/pilot"}"""
                      .formatted(servers.bucket())))
          .isEqualTo(201);
      assertThat(
              post(servers, "/repositories/pilot/branches/main/objects?path=a.txt", "sixty words"))
          .isEqualTo(201);

      servers.killLakefs();

      assertThatThrownBy(() -> content(servers, "a.txt")).isInstanceOf(IOException.class);

      servers.startLakefs();

      assertThat(content(servers, "a.txt")).isEqualTo("sixty words");

      servers.killS3();
      servers.startS3();

      assertThat(content(servers, "a.txt")).isEqualTo("sixty words");
    }
  }

  @Test
  @NeedsServers
  void allTestsShareOnePair() {
    assertThat(Servers.shared()).isSameAs(Servers.shared());
  }

  @Test
  void aTestWithoutItsServersIsSkippedWithWhatToInstall() {
    assertThat(new ServersCondition().verdict(NO_GO, false).isDisabled()).isTrue();
    assertThat(new ServersCondition().verdict(NO_GO, false).getReason())
        .hasValue("needs lakeFS and MinIO: install Go 1.26.4 or later, then run testenv/install");
    assertThat(new SparkCondition().verdict(NO_GO, false).getReason())
        .hasValue("needs a whole Spark: install Python 3 with pip, then run testenv/install spark");
    assertThat(new AzuriteCondition().verdict(NO_GO, false).getReason())
        .hasValue(
            "needs Azurite: install Node.js 20 or later with npm, then run testenv/install azurite");
  }

  @Test
  void aTestWithoutItsServersFailsInCi() {
    assertThatThrownBy(() -> new ServersCondition().verdict(NO_GO, true))
        .isInstanceOf(ExtensionConfigurationException.class)
        .hasMessage(
            "needs lakeFS and MinIO: install Go 1.26.4 or later, then run testenv/install;"
                + " with CI=true no test may be left out. Go is missing.");
  }

  private int post(Servers servers, String path, String body) throws Exception {
    return client
        .send(
            request(servers, path)
                .header("Content-Type", type(path))
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private static String type(String path) {
    return path.contains("objects") ? "application/octet-stream" : "application/json";
  }

  private String content(Servers servers, String path) throws Exception {
    HttpResponse<String> response =
        client.send(
            request(servers, "/repositories/pilot/refs/main/objects?path=" + path).build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  private static HttpRequest.Builder request(Servers servers, String path) {
    String credentials = servers.lakefsAccessKey() + ":" + servers.lakefsSecretKey();
    return HttpRequest.newBuilder(URI.create(servers.lakefsEndpoint() + "/api/v1" + path))
        .header(
            "Authorization",
            "Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
  }
}
