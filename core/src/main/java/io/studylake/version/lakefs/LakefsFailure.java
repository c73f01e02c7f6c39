package io.studylake.version.lakefs;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.lakefs.clients.sdk.ApiException;
import io.studylake.version.StoreUnavailableException;
import java.io.IOException;
import java.io.InterruptedIOException;

/** A call that the server refused, or that had no answer. */
final class LakefsFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int NO_ANSWER = 0;

  private final int status;
  private final String words;

  private LakefsFailure(int status, String words, Throwable cause) {
    super(words, cause);
    this.status = status;
    this.words = words;
  }

  static LakefsFailure of(ApiException failure) {
    if (failure.getCause() instanceof IOException io) {
      return new LakefsFailure(NO_ANSWER, "no answer: " + io.getMessage(), io);
    }
    return new LakefsFailure(
        failure.getCode(), words(failure), failure.getCode() == NO_ANSWER ? failure : null);
  }

  /** The HTTP status; 0 when there was no answer. */
  int status() {
    return status;
  }

  /** What the server said. */
  String words() {
    return words;
  }

  boolean notFound() {
    return status == 404;
  }

  boolean conflict() {
    return status == 409;
  }

  boolean preconditionFailed() {
    return status == 412;
  }

  boolean badRequest() {
    return status == 400;
  }

  /**
   * Whether another try may end differently: no answer, an overloaded server, a locked branch, a
   * proxy without its server.
   */
  boolean passing() {
    return status == NO_ANSWER || status == 429 || status >= 500;
  }

  /** Whether the server took the call and did not answer in time. */
  boolean timedOut() {
    return getCause() instanceof InterruptedIOException;
  }

  /** As the failure of a store that cannot be used, saying what to look at. */
  StoreUnavailableException unavailable(String what, LakefsSettings settings) {
    String advice =
        switch (status) {
          case NO_ANSWER -> "Check that the server runs, and studylake.lakefs.endpoint.";
          case 401 ->
              "Check studylake.lakefs.access-key-id and its secret (STUDYLAKE_LAKEFS_ACCESS_KEY_ID,"
                  + " STUDYLAKE_LAKEFS_SECRET_ACCESS_KEY), and what that user may do.";
          case 403 -> "Ask the server's administrator for that permission.";
          default -> "Look into the server's log.";
        };
    return unavailable(what, settings, advice);
  }

  /** The same where it is known what to do. */
  StoreUnavailableException unavailable(String what, LakefsSettings settings, String advice) {
    return new StoreUnavailableException(
        "Cannot %s on %s: %s%s. %s"
            .formatted(
                what,
                settings.endpoint(),
                status == NO_ANSWER ? "" : "HTTP %d, ".formatted(status),
                words,
                advice),
        getCause());
  }

  private static String words(ApiException failure) {
    String body = failure.getResponseBody();
    if (body == null || body.isBlank()) {
      return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
    }
    try {
      if (JsonParser.parseString(body) instanceof JsonObject json && json.has("message")) {
        return json.get("message").getAsString();
      }
    } catch (JsonParseException e) {
      // A proxy's page, not the server's answer: its first line has to do.
    }
    String first = body.lines().findFirst().orElse("");
    return first.length() > 200 ? first.substring(0, 200) + " …" : first;
  }
}
