package io.studylake.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Rows per dataset over all deliveries: one small picture for each dataset, its bars from zero to
 * that dataset's own greatest count, so that a small dataset shows as well as a large one.
 */
final class RowsPictures {
  private static final int WIDTH = 150;
  private static final int HEIGHT = 40;
  private static final int WIDEST_BAR = 28;

  private RowsPictures() {}

  static void write(History history, Html html) {
    html.open("div", "class", "multiples");
    history.datasets().forEach(dataset -> picture(dataset, history.deliveries(), html));
    html.close();
    html.element(
        "p",
        "One bar per delivery, %s to %s, from zero to the dataset's own greatest count; a dot where it was not delivered."
            .formatted(
                history.deliveries().get(0),
                history.deliveries().get(history.deliveries().size() - 1)),
        "class",
        "hint");
  }

  private static void picture(History.Dataset dataset, List<String> deliveries, Html html) {
    html.open("figure").open("figcaption");
    html.element("b", Figures.shortened(dataset.name().toUpperCase(Locale.ROOT), 18));
    html.element("span", caption(dataset)).close();
    html.open(
        "svg",
        "viewBox",
        "0 0 %d %d".formatted(WIDTH, HEIGHT),
        "role",
        "img",
        "aria-label",
        "Rows of %s over %d deliveries".formatted(dataset.name(), deliveries.size()));
    long most =
        dataset.points().stream()
            .mapToLong(p -> p.map(History.Point::rows).orElse(0L))
            .max()
            .orElse(0);
    double step = Math.min(WIDEST_BAR, (double) WIDTH / deliveries.size());
    for (int i = 0; i < deliveries.size(); i++) {
      boolean seen = dataset.points().subList(0, i).stream().anyMatch(Optional::isPresent);
      bar(dataset.points().get(i), deliveries.get(i), new Slot(i * step, step, most, seen), html);
    }
    html.open(
        "line",
        "class",
        "axis",
        "x1",
        "0",
        "x2",
        Integer.toString(WIDTH),
        "y1",
        "39.5",
        "y2",
        "39.5");
    html.close().close().close();
  }

  private record Slot(double left, double width, long most, boolean seen) {}

  private static void bar(Optional<History.Point> point, String delivery, Slot slot, Html html) {
    double height =
        point.isEmpty() || slot.most() == 0
            ? 0
            : Math.max(1, 38.0 * point.get().rows() / slot.most());
    boolean there = point.isPresent();
    double side = there ? height : 2;
    html.open(
        "rect",
        "class",
        there ? "bar" : slot.seen() ? "absent" : "not_yet",
        "x",
        Svg.number(there ? slot.left() + 1 : slot.left() + slot.width() / 2 - 1),
        "y",
        Svg.number(there ? 39 - height : 35),
        "width",
        Svg.number(there ? Math.max(1, slot.width() - 2) : 2),
        "height",
        Svg.number(side));
    html.element(
        "title",
        "%s: %s"
            .formatted(
                delivery, there ? Figures.count(point.get().rows()) + " rows" : "not delivered"));
    html.close();
  }

  private static String caption(History.Dataset dataset) {
    int last = dataset.points().size() - 1;
    OptionalLong now = rows(dataset.points().get(last));
    OptionalLong before = last == 0 ? OptionalLong.empty() : rows(dataset.points().get(last - 1));
    if (now.isEmpty()) {
      return "not delivered";
    }
    return Figures.count(now)
        + (before.isPresent() && before.getAsLong() != now.getAsLong()
            ? " (%s)".formatted(Figures.change(now.getAsLong() - before.getAsLong()))
            : "");
  }

  private static OptionalLong rows(Optional<History.Point> point) {
    return point.isPresent() ? OptionalLong.of(point.get().rows()) : OptionalLong.empty();
  }
}
