package io.studylake.text;

import java.lang.Character.UnicodeScript;

/**
 * Names from outside as messages may show them. A name can hold a line break that forges a line of
 * the log, a control character that moves the terminal's cursor, marks that turn the direction of
 * writing, or letters of another script that look like Latin ones: all are shown as {@code
 * \\uXXXX}.
 */
public final class Printable {
  private Printable() {}

  /** The text with everything but printable ASCII and Latin letters escaped. */
  public static String of(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            character -> {
              if (isPlain(character)) {
                shown.appendCodePoint(character);
              } else if (Character.isBmpCodePoint(character)) {
                shown.append("\\u%04X".formatted(character));
              } else {
                shown.append("\\U%08X".formatted(character));
              }
            });
    return shown.toString();
  }

  /** The text with what moves a terminal's cursor, or has no shape, escaped; all letters stay. */
  public static String visible(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            character -> {
              switch (Character.getType(character)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    shown.append(
                        Character.isBmpCodePoint(character)
                            ? "\\u%04X".formatted(character)
                            : "\\U%08X".formatted(character));
                default -> shown.appendCodePoint(character);
              }
            });
    return shown.toString();
  }

  private static boolean isPlain(int character) {
    return character < 0x80
        ? character >= 0x20 && character < 0x7F
        : Character.isLetter(character)
            && UnicodeScript.of(character) == UnicodeScript.LATIN
            // Full-width forms look like ASCII.
            && character < 0xFF00;
  }
}
