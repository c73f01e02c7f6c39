package io.studylake.report;

import java.util.List;
import java.util.Locale;

/** Pieces of pictures. */
final class Svg {
  private Svg() {}

  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** Opens a picture of its own size, in pixels. */
  static void open(Html html, int width, int height, String says) {
    html.open(
        "svg",
        "class",
        "map",
        "width",
        Integer.toString(width),
        "height",
        Integer.toString(height),
        "viewBox",
        "0 0 %d %d".formatted(width, height),
        "role",
        "img",
        "aria-label",
        says);
  }

  /** A text whose right or left end is at a place. */
  static void text(Html html, double x, double y, String anchor, String text) {
    html.element("text", text, "x", number(x), "y", number(y), "text-anchor", anchor);
  }

  /** The height that the longest of some names needs above its column. */
  static int columnNames(List<String> names, int most) {
    int longest = names.stream().mapToInt(name -> Math.min(most, name.length())).max().orElse(0);
    return 22 + longest * 13 / 3;
  }

  /** A name that rises from a place to the right, above a column. */
  static void columnName(Html html, double x, double y, String text) {
    html.element(
        "text",
        text,
        "x",
        number(x),
        "y",
        number(y),
        "transform",
        "rotate(-55 %s %s)".formatted(number(x), number(y)));
  }

  /** A cell with what it says when one points at it. */
  static void cell(Html html, double x, double y, Cell cell) {
    html.open(
        "rect",
        "class",
        cell.style(),
        "x",
        number(x),
        "y",
        number(y),
        "width",
        number(cell.width()),
        "height",
        number(cell.height()));
    html.element("title", cell.says()).close();
  }

  record Cell(String style, double width, double height, String says) {}
}
