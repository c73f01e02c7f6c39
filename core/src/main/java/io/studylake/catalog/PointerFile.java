package io.studylake.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A pointer as a file: its name, which sorts the newest first, and its JSON.
 *
 * <p>The JSON is written with Spark's own Jackson. Iceberg's copy is relocated by its runtime jar,
 * so its name is a matter of packaging and not an interface.
 */
final class PointerFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PointerFile() {}

  /** The name of the file of a version: {@code 9223372036854775806.json} for version 1. */
  static String name(long version) {
    return "%019d.json".formatted(Long.MAX_VALUE - version);
  }

  static byte[] write(Pointer pointer) {
    ObjectNode node = JSON.createObjectNode();
    node.put("version", pointer.version());
    node.put("id", pointer.id());
    pointer.below().ifPresent(below -> node.put("below", below));
    if (pointer.target() instanceof Target.Table table) {
      node.put("metadata-location", table.metadataLocation());
      node.put("table-uuid", table.uuid());
    } else if (pointer.target() instanceof Target.Namespace namespace) {
      ObjectNode properties = node.putObject("properties");
      namespace.properties().forEach(properties::put);
    } else {
      node.put("dropped", true);
    }
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write pointer %s as JSON".formatted(pointer), e);
    }
  }

  /**
   * Reads a pointer.
   *
   * @throws PointerUnreadableException when the content is not a pointer, or one of another version
   *     than the path says
   */
  static Pointer read(String path, byte[] content) {
    try {
      JsonNode node = JSON.readTree(content);
      Pointer pointer =
          new Pointer(
              number(node, "version"),
              text(node, "id"),
              Optional.ofNullable(node.get("below")).map(JsonNode::textValue),
              target(node));
      if (!path.endsWith("/" + name(pointer.version()))) {
        throw new IllegalArgumentException("it says version " + pointer.version());
      }
      return pointer;
    } catch (IOException | IllegalArgumentException e) {
      throw new PointerUnreadableException(path, e);
    }
  }

  private static Target target(JsonNode node) {
    if (node.path("dropped").asBoolean(false)) {
      return new Target.Dropped();
    }
    if (node.get("properties") instanceof ObjectNode properties) {
      Map<String, String> values = new TreeMap<>();
      properties.properties().forEach(p -> values.put(p.getKey(), p.getValue().asText()));
      return new Target.Namespace(values);
    }
    return new Target.Table(text(node, "metadata-location"), text(node, "table-uuid"));
  }

  private static String text(JsonNode node, String field) {
    if (!node.path(field).isTextual()) {
      throw new IllegalArgumentException("it has no text '%s'".formatted(field));
    }
    return node.get(field).textValue();
  }

  private static long number(JsonNode node, String field) {
    if (!node.path(field).canConvertToLong()) {
      throw new IllegalArgumentException("it has no number '%s'".formatted(field));
    }
    return node.get(field).longValue();
  }
}
