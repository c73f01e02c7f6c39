package io.studylake.catalog;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.studylake.version.Retry;
import io.studylake.version.VersionStore;
import io.studylake.version.lakefs.LakefsSettings;
import io.studylake.version.lakefs.LakefsVersionStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lakeFS server that knows the study, and then takes every request and never answers. */
class PointerWriteServerAwayTest {
  private static final String REPOSITORY = "/api/v1/repositories/pilot";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stopServer() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals(REPOSITORY)) {
        end.await();
        return;
      }
      byte[] found =
          ("{\"id\":\"pilot\",\"creation_date\":1,\"default_branch\":\"main\","
                  + "\"storage_namespace\":\"s3://bucket/pilot\"}")
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, found.length);
      exchange.getResponseBody().write(found);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // One create and two reads of a second each; seven rounds of that take more than 20 seconds.
  @Test
  @Timeout(value = 15, unit = TimeUnit.SECONDS)
  void aPointerWriteEndsAfterOneRoundOfTries() {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    LakefsSettings settings =
        new LakefsSettings(endpoint, "key", "secret", "", Duration.ofSeconds(1), 2);
    try (VersionStore store = LakefsVersionStore.open(settings, "pilot")) {
      PointerLog log = new PointerLogs(store, Retry.DEFAULT).table("raw", "dm");

      assertThatThrownBy(() -> log.append("work", LogState.EMPTY, new Target.Dropped()))
          .isInstanceOf(CommitStateUnknownException.class)
          .hasMessageStartingWith(
              "Cannot tell whether tables/raw/dm/9223372036854775806.json was written on branch"
                  + " work: Cannot read ")
          .hasMessageContaining(" in repository 'pilot' on %s: no answer: ".formatted(endpoint));
    }
  }
}
