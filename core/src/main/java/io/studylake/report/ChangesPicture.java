package io.studylake.report;

import io.studylake.report.History.Point;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Heat map of dataset by delivery: where tables were written anew, and how far rows moved. */
final class ChangesPicture {
  private static final int LEFT = 170;
  private static final int CELL_WIDTH = 26;
  private static final int CELL_HEIGHT = 18;
  private static final int NAME = 18;

  private ChangesPicture() {}

  /** What became of a dataset in one delivery; the style's name, and what it says. */
  private enum Change {
    NONE("unchanged"),
    SAME_ROWS("changed, as many rows"),
    FEW("rows by less than 1 %"),
    SOME("by less than 10 %"),
    MANY("by 10 % or more"),
    FIRST("first seen"),
    GONE("no more delivered"),
    NOT_YET("not yet delivered");

    private final String says;

    Change(String says) {
      this.says = says;
    }

    String style() {
      return "heat " + name().toLowerCase(Locale.ROOT);
    }
  }

  static void write(History history, Html html) {
    int columns = history.deliveries().size();
    int width = LEFT + Math.max(columns * CELL_WIDTH, 60) + 60;
    int top = Svg.columnNames(history.deliveries(), NAME);
    int height = top + history.datasets().size() * CELL_HEIGHT + 4;
    html.open("div", "class", "wide");
    Svg.open(html, width, height, "Changes by dataset and delivery");
    for (int column = 0; column < columns; column++) {
      Svg.columnName(
          html,
          LEFT + column * CELL_WIDTH + CELL_WIDTH / 2.0 + 4,
          top - 6,
          Figures.shortened(history.deliveries().get(column), NAME));
    }
    for (int row = 0; row < history.datasets().size(); row++) {
      line(history.datasets().get(row), top + row * CELL_HEIGHT, history.deliveries(), html);
    }
    html.close().close();
    legend(history, html);
  }

  private static void line(History.Dataset dataset, double y, List<String> deliveries, Html html) {
    Svg.text(
        html,
        LEFT - 8,
        y + 13,
        "end",
        Figures.shortened(dataset.name().toUpperCase(Locale.ROOT), NAME));
    for (int column = 0; column < deliveries.size(); column++) {
      Optional<Point> now = dataset.points().get(column);
      Change change = change(dataset, column);
      String rows = now.map(p -> ", " + Figures.count(p.rows()) + " rows").orElse("");
      Svg.cell(
          html,
          LEFT + column * CELL_WIDTH + 1,
          y + 1,
          new Svg.Cell(
              change.style(),
              CELL_WIDTH - 2,
              CELL_HEIGHT - 2,
              "%s in %s: %s%s"
                  .formatted(
                      dataset.name().toUpperCase(Locale.ROOT),
                      deliveries.get(column),
                      change.says,
                      rows)));
    }
  }

  private static Change change(History.Dataset dataset, int column) {
    Optional<Point> now = dataset.points().get(column);
    Optional<Point> before = column == 0 ? Optional.empty() : dataset.points().get(column - 1);
    boolean seen = dataset.points().subList(0, column).stream().anyMatch(Optional::isPresent);
    if (now.isEmpty()) {
      return seen ? Change.GONE : Change.NOT_YET;
    }
    if (!seen) {
      return Change.FIRST;
    }
    if (!now.get().changed()) {
      return Change.NONE;
    }
    long rowsBefore = before.map(Point::rows).orElse(0L);
    long moved = Math.abs(now.get().rows() - rowsBefore);
    if (moved == 0) {
      return Change.SAME_ROWS;
    }
    double share = rowsBefore == 0 ? 1 : (double) moved / rowsBefore;
    return share < 0.01 ? Change.FEW : share < 0.1 ? Change.SOME : Change.MANY;
  }

  private static void legend(History history, Html html) {
    Set<Change> used = EnumSet.noneOf(Change.class);
    for (History.Dataset dataset : history.datasets()) {
      for (int column = 0; column < dataset.points().size(); column++) {
        used.add(change(dataset, column));
      }
    }
    html.open("p", "class", "legend");
    for (Change change : used) {
      html.open("span").open("svg", "width", "16", "height", "12", "aria-hidden", "true");
      html.open("rect", "class", change.style(), "x", "1", "y", "1", "width", "14", "height", "10");
      html.close().close().text(" " + change.says).close().text(" ");
    }
    html.close();
  }
}
