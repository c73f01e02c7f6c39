package io.studylake.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.studylake.delivery.DeliveredFile;
import io.studylake.delivery.Delivery;
import io.studylake.lake.RunId;
import java.util.Collections;
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
 * @param contents file name of its contents
 * @param formats file name of its formats file; empty when it has none
 * @param datasets file name by dataset, so that a replay takes each file for what it was
 */
record DeliveryEntry(
    String delivery,
    int revision,
    String contentId,
    String settingsId,
    String runId,
    Map<String, String> files,
    String contents,
    String formats,
    Map<String, String> datasets) {
  /** Keeps ordered copies. */
  DeliveryEntry {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    datasets = Collections.unmodifiableMap(new TreeMap<>(datasets));
  }

  /** The entry of a delivery that a run loads. */
  static DeliveryEntry of(Delivery delivery, int revision, String settingsId, RunId run) {
    Map<String, String> files = new TreeMap<>();
    for (DeliveredFile file : delivery.files()) {
      files.put(file.fileName(), file.archived().sha256());
    }
    Map<String, String> datasets = new TreeMap<>();
    delivery.datasets().forEach((dataset, file) -> datasets.put(dataset, file.fileName()));
    return new DeliveryEntry(
        delivery.name(),
        revision,
        delivery.contentId(),
        settingsId,
        run.value(),
        files,
        delivery.contents().fileName(),
        delivery.formats().map(DeliveredFile::fileName).orElse(""),
        datasets);
  }

  /** The tag of a revision, and the folder of its links: the name, then {@code <name>-r2} … */
  static String tag(String delivery, int revision) {
    return revision == 1 ? delivery : delivery + "-r" + revision;
  }

  String tag() {
    return tag(delivery, revision);
  }

  /** Whether another delivery has the same files. */
  boolean hasContentOf(DeliveryEntry other) {
    return contentId.equals(other.contentId);
  }

  static String path(String tag) {
    return "deliveries/" + tag + "/delivery.json";
  }

  static DeliveryEntry parse(byte[] bytes, String path) {
    JsonNode json = Json.tree(bytes, path);
    return new DeliveryEntry(
        json.path("delivery").asText(),
        json.path("revision").asInt(),
        json.path("contentId").asText(),
        json.path("settingsId").asText(),
        json.path("runId").asText(),
        texts(json.path("files")),
        json.path("contents").asText(),
        json.path("formats").asText(),
        texts(json.path("datasets")));
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }
}
