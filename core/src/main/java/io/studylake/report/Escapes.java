package io.studylake.report;

/**
 * Makes any text harmless in HTML: in text, in quoted attributes and in inline SVG alike. Delivered
 * cells are hostile, so nothing else in this package writes text that is not its own.
 */
final class Escapes {
  private Escapes() {}

  /**
   * The text with markup characters as references, and with what has no shape of its own (control,
   * format and bidirectional characters, line separators, lone surrogates) as visible escapes: such
   * a character could hide, reorder or forge what stands beside it (Unicode Technical Report 36,
   * "Bidirectional Text Spoofing").
   */
  static String html(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      case '`' -> out.append("&#96;");
      case '\n' -> out.append("⟦LF⟧");
      case '\r' -> out.append("⟦CR⟧");
      case '\t' -> out.append("⟦TAB⟧");
      default -> {
        if (isInvisible(c)) {
          out.append("⟦U+%04X⟧".formatted(c));
        } else {
          out.appendCodePoint(c);
        }
      }
    }
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
