package io.studylake.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Writes HTML and inline SVG. Names of elements and attributes are this package's own constants;
 * every text and every attribute's value goes through {@link Escapes}.
 */
final class Html {
  private static final Set<String> VOID = Set.of("meta", "br", "rect", "line", "path");

  private static final String DOCTYPE = "<!DOCTYPE html>";

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> opened = new ArrayDeque<>();

  /** A whole page. */
  static Html document() {
    Html html = new Html();
    html.out.append(DOCTYPE).append('\n');
    return html;
  }

  /** Opens an element; attributes as names and values in turn. */
  Html open(String element, String... attributes) {
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ')
          .append(attributes[i])
          .append("=\"")
          .append(Escapes.html(attributes[i + 1]))
          .append('"');
    }
    out.append('>');
    opened.push(element);
    return this;
  }

  /** Closes the element that was opened last. */
  Html close() {
    String element = opened.pop();
    if (element.equals("meta") || element.equals("br")) {
      return this;
    }
    out.append("</").append(element).append('>');
    if (!VOID.contains(element) && !INLINE.contains(element)) {
      out.append('\n');
    }
    return this;
  }

  private static final Set<String> INLINE = Set.of("span", "code", "b", "a", "text", "title");

  /** A whole element with a text. */
  Html element(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close();
  }

  /** A text, made harmless. */
  Html text(String text) {
    out.append(Escapes.html(text));
    return this;
  }

  /** Several lines, each made harmless. */
  Html lines(List<String> lines) {
    for (String line : lines) {
      text(line);
      out.append('\n');
    }
    return this;
  }

  /** The style sheet, which holds nothing that was delivered. */
  Html style(String css) {
    out.append("<style>\n").append(css).append("</style>\n");
    return this;
  }

  /** The page so far; every element has to be closed. */
  String page() {
    if (!opened.isEmpty()) {
      throw new IllegalStateException("<%s> is not closed".formatted(opened.peek()));
    }
    return out.toString();
  }
}
