package io.studylake.version.lakefs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A way to a real server on which requests or answers get lost, as they do when a network breaks or
 * a server is restarted.
 */
final class LossyProxy implements AutoCloseable {
  /** What is lost of a request. */
  enum Lost {
    /** The request arrives and takes effect, its answer does not come back. */
    ANSWER,
    /** The request never arrives. */
    REQUEST
  }

  private record Meanwhile(String method, String pathPart, Runnable what) {}

  private record Loss(Lost what, String method, String pathPart, AtomicInteger left) {}

  private static final List<String> PASSED =
      List.of("Authorization", "Content-Type", "If-Match", "If-None-Match");

  private final String server;
  private final HttpServer proxy;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Optional<Loss> loss = Optional.empty();
  private final AtomicReference<Meanwhile> meanwhile = new AtomicReference<>();

  LossyProxy(String server) throws IOException {
    this.server = server;
    this.proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext("/", this::forward);
    proxy.setExecutor(threads);
    proxy.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
  }

  /** From now on so many requests of that kind lose something; all others pass. */
  void lose(Lost what, int times, String method, String pathPart) {
    loss = Optional.of(new Loss(what, method, pathPart, new AtomicInteger(times)));
  }

  /** The next request of that kind is passed on after something else has happened. */
  void before(String method, String pathPart, Runnable what) {
    meanwhile.set(new Meanwhile(method, pathPart, what));
  }

  private void happens(HttpExchange exchange) {
    Meanwhile next = meanwhile.get();
    if (next != null
        && exchange.getRequestMethod().equals(next.method())
        && exchange.getRequestURI().getPath().contains(next.pathPart())
        && meanwhile.compareAndSet(next, null)) {
      next.what().run();
    }
  }

  private void forward(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean loses =
          loss.filter(l -> exchange.getRequestMethod().equals(l.method()))
              .filter(l -> exchange.getRequestURI().getPath().contains(l.pathPart()))
              .filter(l -> l.left().getAndDecrement() > 0)
              .isPresent();
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (loses && loss.get().what() == Lost.REQUEST) {
        return;
      }
      happens(exchange);
      HttpResponse<byte[]> answer = send(exchange, body);
      if (loses) {
        return;
      }
      for (String name : List.of("Content-Type", "ETag")) {
        answer
            .headers()
            .firstValue(name)
            .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
      }
      exchange.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  private HttpResponse<byte[]> send(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    PASSED.forEach(
        name ->
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                .ifPresent(value -> request.header(name, value)));
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    proxy.stop(0);
    threads.shutdownNow();
  }
}
