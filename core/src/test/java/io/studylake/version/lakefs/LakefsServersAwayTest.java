package io.studylake.version.lakefs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.version.StoreUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Addresses at which no lakeFS answers. */
class LakefsServersAwayTest {
  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  void aServerThatTakesRequestsAndNeverAnswersIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> open("http://127.0.0.1:" + silent.getLocalPort()))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageStartingWith("Cannot open study 'pilot' on http://127.0.0.1:")
          .hasMessageContaining("no answer: timeout")
          .hasMessageEndingWith("Check that the server runs, and studylake.lakefs.endpoint.");
    }
  }

  @Test
  void aServerThatIsDownIsNamed() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }

    assertThatThrownBy(() -> open("http://127.0.0.1:" + port))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("no answer: ");
  }

  @Test
  void anAddressThatIsNoneIsRefusedWithoutItsPassword() {
    for (String address : new String[] {"", "localhost:8000", "http://user:hidden@host:8000"}) {
      assertThatThrownBy(() -> LakefsSettings.of(java.util.Map.of("lakefs.endpoint", address)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("set lakefs.endpoint to http://host:port or https://host")
          .hasMessageNotContaining("hidden");
    }
    assertThat(
            LakefsSettings.of(java.util.Map.of("lakefs.endpoint", "http://host:8000/api/v1/"))
                .endpoint())
        .isEqualTo(URI.create("http://host:8000"));
  }

  private static void open(String endpoint) {
    LakefsVersionStore.open(
            new LakefsSettings(URI.create(endpoint), "key", "secret", "", Duration.ofSeconds(1), 7),
            "pilot")
        .close();
  }
}
