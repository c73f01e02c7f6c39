package io.studylake.version.lakefs;

import io.lakefs.clients.sdk.ApiClient;
import io.lakefs.clients.sdk.ApiException;
import io.lakefs.clients.sdk.Pair;
import io.studylake.version.Retry;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of one server: each with a timeout, those that are safe to repeat a bounded number of times
 * with growing waits, all counted.
 */
final class LakefsClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LakefsClient.class);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int TRIES_IN_SILENCE = 2;
  private static final long LARGEST_BYTES = 16 << 20;
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);

  private final LakefsSettings settings;
  private final Retry retry;
  private final OkHttpClient http;
  private final ApiClient api;
  private final Map<String, LongAdder> calls = new ConcurrentSkipListMap<>();

  LakefsClient(LakefsSettings settings) {
    this.settings = settings;
    this.retry = new Retry(settings.attempts(), FIRST_WAIT);
    this.http =
        new OkHttpClient.Builder()
            .connectTimeout(CONNECT)
            .readTimeout(settings.timeout())
            .writeTimeout(settings.timeout())
            .callTimeout(settings.timeout())
            // What is safe to repeat is decided here, never below.
            .retryOnConnectionFailure(false)
            .addInterceptor(this::count)
            .build();
    this.api = new ApiClient(http);
    api.setBasePath(settings.endpoint() + "/api/v1");
    api.setUsername(settings.accessKeyId());
    api.setPassword(settings.secretAccessKey());
    api.setUserAgent("studylake");
  }

  LakefsSettings settings() {
    return settings;
  }

  ApiClient api() {
    return api;
  }

  /** One call of the client. */
  interface Call<T> {
    T execute() throws ApiException;
  }

  /** Makes a call that has the same effect however often it arrives. */
  <T> T repeatable(Call<T> call) throws LakefsFailure {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(call);
      } catch (LakefsFailure e) {
        if (!e.passing() || !waitAfter(attempt, e)) {
          throw e;
        }
      }
    }
  }

  /** Makes a call once, whatever comes of it. */
  <T> T once(Call<T> call) throws LakefsFailure {
    try {
      return call.execute();
    } catch (ApiException e) {
      throw LakefsFailure.of(e);
    }
  }

  /**
   * Waits before the next try.
   *
   * @param attempt the try that was made, 1 for the first
   * @param failure how it ended; a server that takes calls and does not answer in time is asked
   *     twice, since each try lasts as long as a call may
   * @return false when that was the last one, or the thread was interrupted
   */
  boolean waitAfter(int attempt, LakefsFailure failure) {
    return !(failure.timedOut() && attempt >= TRIES_IN_SILENCE) && retry.again(attempt - 1);
  }

  /** Posts bytes where there is nothing yet, once: the generated client would want a file. */
  void create(String path, String contentType, Map<String, String> query, byte[] body)
      throws LakefsFailure {
    once(
        () ->
            api.execute(
                call(
                    "POST",
                    path,
                    query,
                    body,
                    Map.of("Content-Type", contentType, "If-None-Match", "*"))));
  }

  /** Posts bytes over whatever is there. */
  void put(String path, String contentType, Map<String, String> query, byte[] body)
      throws LakefsFailure {
    repeatable(
        () -> api.execute(call("POST", path, query, body, Map.of("Content-Type", contentType))));
  }

  /** Gets the bytes of a small object: the generated client would make a file of them. */
  byte[] get(String path, Map<String, String> query) throws LakefsFailure {
    return repeatable(
        () -> {
          try (Response response = call("GET", path, query, null, Map.of()).execute();
              ResponseBody body = response.body()) {
            if (!response.isSuccessful()) {
              throw new ApiException(
                  response.message(),
                  response.code(),
                  response.headers().toMultimap(),
                  body.string());
            }
            if (body.contentLength() > LARGEST_BYTES) {
              throw new IllegalArgumentException(
                  "Cannot read %s: it has %,d bytes, so it is a link to a delivered or data file. Read it by its address."
                      .formatted(query.values(), body.contentLength()));
            }
            return body.bytes();
          } catch (IOException e) {
            throw new ApiException(e);
          }
        });
  }

  private okhttp3.Call call(
      String method,
      String path,
      Map<String, String> query,
      byte[] body,
      Map<String, String> headers)
      throws ApiException {
    Map<String, String> all = new HashMap<>(headers);
    all.putIfAbsent("Accept", "*/*");
    return api.buildCall(
        null,
        path,
        method,
        query.entrySet().stream().map(e -> new Pair(e.getKey(), e.getValue())).toList(),
        List.of(),
        body,
        all,
        new HashMap<>(),
        new HashMap<>(),
        new String[] {"basic_auth"},
        null);
  }

  /** Calls made so far, by method and resource. */
  Map<String, Long> calls() {
    Map<String, Long> counts = new java.util.TreeMap<>();
    calls.forEach((call, count) -> counts.put(call, count.sum()));
    return counts;
  }

  @Override
  public void close() {
    Map<String, Long> counts = calls();
    if (!counts.isEmpty()) {
      LOG.info(
          "{} calls of lakeFS: {}",
          counts.values().stream().mapToLong(Long::longValue).sum(),
          counts);
    }
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  private Response count(Interceptor.Chain chain) throws IOException {
    String method = chain.request().method();
    calls
        .computeIfAbsent(
            method + " " + resource(chain.request().url().encodedPath()), r -> new LongAdder())
        .increment();
    return chain.proceed(chain.request());
  }

  /** The path without the names in it: {@code refs/{ref}/objects}. */
  private static String resource(String path) {
    return path.replaceFirst("^.*/api/v1/", "")
        .replaceFirst("^repositories/[^/]+/?", "")
        .replaceFirst("^(refs|branches|tags|commits)/[^/]+", "$1/{}")
        .replaceFirst("/(merge|diff)/[^/]+$", "/$1/{}");
  }
}
