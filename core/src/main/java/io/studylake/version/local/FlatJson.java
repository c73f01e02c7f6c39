package io.studylake.version.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;

/** JSON objects of one level on one line. The streaming parser alone, because it starts fast. */
final class FlatJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private FlatJson() {}

  static String write(Map<String, ?> fields) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, ?> field : new TreeMap<>(fields).entrySet()) {
        if (field.getValue() instanceof Number number) {
          json.writeNumberField(field.getKey(), number.longValue());
        } else {
          json.writeStringField(field.getKey(), field.getValue().toString());
        }
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  /** The fields with plain values, as text; those that hold objects or arrays are left out. */
  static Map<String, String> read(String text) throws IOException {
    Map<String, String> fields = new TreeMap<>();
    try (JsonParser json = FACTORY.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("there is no JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken().isScalarValue()) {
          fields.put(name, json.getText());
        } else {
          json.skipChildren();
        }
      }
    }
    return fields;
  }
}
