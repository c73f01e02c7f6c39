package io.studylake.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file {@code deliveries/<tag>/delivery.json} beside the links to a delivery's archived files:
 * what tells whether the same content comes again.
 *
 * @param delivery the delivery's name
 * @param revision 1, or more when it was replaced
 * @param contentId what identifies its content
 * @param settingsId fingerprint of the settings it was read with
 * @param runId the run that loaded it
 * @param files SHA-256 by delivered file name
 */
record DeliveryEntry(
    String delivery,
    int revision,
    String contentId,
    String settingsId,
    String runId,
    Map<String, String> files) {
  /** Keeps an ordered copy. */
  DeliveryEntry {
    files = java.util.Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /** The tag of a revision, and the folder of its links: the name, then {@code <name>-r2} … */
  static String tag(String delivery, int revision) {
    return revision == 1 ? delivery : delivery + "-r" + revision;
  }

  String tag() {
    return tag(delivery, revision);
  }

  static String path(String tag) {
    return "deliveries/" + tag + "/delivery.json";
  }

  static DeliveryEntry parse(byte[] bytes, String path) {
    JsonNode json = Json.tree(bytes, path);
    Map<String, String> files = new TreeMap<>();
    json.path("files")
        .properties()
        .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
    return new DeliveryEntry(
        json.path("delivery").asText(),
        json.path("revision").asInt(),
        json.path("contentId").asText(),
        json.path("settingsId").asText(),
        json.path("runId").asText(),
        files);
  }
}
