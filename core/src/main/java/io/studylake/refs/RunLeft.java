package io.studylake.refs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * What the file {@code runs/<run id>.json} that a run left on its branch says of its end.
 *
 * @param passed whether it may be published
 * @param stoppedByGate whether rules stopped it, which can be accepted
 * @param restore whether it was to take {@code main} back, which nobody goes on with
 * @param baseCommit the head of {@code main} that it started from
 */
record RunLeft(boolean passed, boolean stoppedByGate, boolean restore, String baseCommit) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static String path(String run) {
    return "runs/%s.json".formatted(run);
  }

  /** Reads a file; one that is no JSON says nothing good. */
  static RunLeft of(byte[] content) {
    try {
      JsonNode json = JSON.readTree(content);
      boolean stopped = false;
      for (JsonNode finding : json.path("findings")) {
        stopped |= finding.path("level").asText().equalsIgnoreCase("stop");
      }
      return new RunLeft(
          json.path("passed").asBoolean(false),
          stopped,
          json.path("kind").asText().equals("restore"),
          json.path("baseCommit").asText());
    } catch (IOException e) {
      return new RunLeft(false, false, false, "");
    }
  }
}
