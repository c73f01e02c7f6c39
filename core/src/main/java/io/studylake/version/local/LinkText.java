package io.studylake.version.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.studylake.version.Link;
import java.io.IOException;
import java.util.Map;

/** The small entry that stands for a link; its Git mode, not its content, tells it from a file. */
final class LinkText {
  private LinkText() {}

  static byte[] write(Link link) throws IOException {
    return FlatJson.write(
            Map.of(
                "address", link.address(),
                "sizeBytes", link.sizeBytes(),
                "sha256", link.sha256()))
        .getBytes(UTF_8);
  }

  static Link read(byte[] content) throws IOException {
    Map<String, String> fields = FlatJson.read(new String(content, UTF_8));
    return new Link(
        fields.get("address"), Long.parseLong(fields.get("sizeBytes")), fields.get("sha256"));
  }
}
