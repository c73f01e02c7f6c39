package io.studylake.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/**
 * What a file {@code runs/<run id>.json} says, as far as it proves a commit.
 *
 * @param path its path
 * @param run the run that it says it is of
 * @param passed whether the run passed
 * @param baseCommit the head of {@code main} that the run started from
 */
record RunEvidence(String path, String run, boolean passed, String baseCommit) {
  /** The folder of the files. */
  static final String FOLDER = "runs/";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads a file; empty when it is no JSON. What it does not say is false or blank. */
  static Optional<RunEvidence> read(String path, byte[] content) {
    try {
      JsonNode json = JSON.readTree(content);
      return Optional.of(
          new RunEvidence(
              path,
              json.path("run").asText(),
              json.path("passed").isBoolean() && json.path("passed").booleanValue(),
              json.path("baseCommit").asText()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether the file stands under the name of its run. */
  boolean underItsName() {
    return path.equals(FOLDER + run + ".json");
  }
}
