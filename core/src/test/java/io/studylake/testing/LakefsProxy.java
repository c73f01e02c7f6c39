package io.studylake.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * Stands between a client and a real lakeFS and hands everything on, so that a test can do
 * something at one exact moment: when a certain call has come, or when it is done and the client
 * does not know yet.
 */
public final class LakefsProxy implements AutoCloseable {
  private static final Set<String> OF_ONE_CONNECTION =
      Set.of("connection", "content-length", "host", "transfer-encoding", "upgrade");

  private final URI server;
  private final HttpServer proxy;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicReference<Moment> before = new AtomicReference<>();
  private final AtomicReference<Moment> after = new AtomicReference<>();

  private record Moment(Pattern call, Runnable action) {}

  /** Thrown by an action: the client gets no answer. */
  public static final class ConnectionLost extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A proxy of a server, on a free port of 127.0.0.1. */
  public LakefsProxy(String endpoint) {
    this.server = URI.create(endpoint);
    try {
      proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start a proxy", e);
    }
    proxy.createContext("/", this::handOn);
    proxy.setExecutor(threads);
    proxy.start();
  }

  /** Its address, to be used in the server's place. */
  public String endpoint() {
    return "http://127.0.0.1:" + proxy.getAddress().getPort();
  }

  /**
   * Does something once, when a call has come and the server does not have it yet.
   *
   * @param call what the method and path, parted by a blank, hold: {@code POST .+/merge/main}
   */
  public void before(String call, Runnable action) {
    before.set(new Moment(Pattern.compile(call), action));
  }

  /** Does something once, when the server has done a call and the client has no answer yet. */
  public void after(String call, Runnable action) {
    after.set(new Moment(Pattern.compile(call), action));
  }

  private static void act(AtomicReference<Moment> at, String call) {
    Moment moment = at.get();
    if (moment != null && moment.call().matcher(call).find() && at.compareAndSet(moment, null)) {
      moment.action().run();
    }
  }

  private void handOn(HttpExchange exchange) {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    try (exchange) {
      HttpRequest request = request(exchange);
      act(before, call);
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      act(after, call);
      answer(exchange, answer);
    } catch (IOException | ConnectionLost e) {
      // The server is gone, or the client, or the way between: the client gets no answer.
      exchange.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(HttpExchange exchange) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
      if (isHandedOn(header.getKey())) {
        header.getValue().forEach(value -> request.header(header.getKey(), value));
      }
    }
    return request.build();
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer)
      throws IOException {
    for (Map.Entry<String, List<String>> header : answer.headers().map().entrySet()) {
      if (isHandedOn(header.getKey())) {
        exchange.getResponseHeaders().put(header.getKey(), header.getValue());
      }
    }
    byte[] body = answer.body();
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.statusCode(), head || body.length == 0 ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  private static boolean isHandedOn(String header) {
    return !OF_ONE_CONNECTION.contains(header.toLowerCase(java.util.Locale.ROOT));
  }

  @Override
  public void close() {
    proxy.stop(0);
    threads.shutdownNow();
  }
}
