package io.studylake.version.local;

import java.io.IOException;
import java.util.Map;

/**
 * A commit's message and metadata in one Git commit message: the message as people wrote it, and a
 * last line with the metadata as JSON, which escapes line breaks and so stays the last.
 *
 * @param message what the commit says for people
 * @param metadata the figures of the committer
 */
record CommitText(String message, Map<String, String> metadata) {
  private static final String LAST_LINE = "\n\nmetadata: ";

  String format() throws IOException {
    return message + LAST_LINE + FlatJson.write(metadata);
  }

  static CommitText parse(String text) throws IOException {
    int end = text.lastIndexOf(LAST_LINE);
    return end < 0
        ? new CommitText(text, Map.of())
        : new CommitText(
            text.substring(0, end), FlatJson.read(text.substring(end + LAST_LINE.length())));
  }
}
