package io.studylake.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * Heat map of patients per site and delivery. The sites with most patients, then the sum of the
 * others: a study of 300 sites still fits.
 */
final class SitesPicture {
  private static final int SHOWN = 40;
  private static final int LEFT = 170;
  private static final int WIDEST_CELL = 44;
  private static final int CELLS = 850;
  private static final int CELL_HEIGHT = 18;
  private static final int NAME = 18;
  private static final int SHADES = 5;

  private SitesPicture() {}

  static void write(History history, Html html) {
    List<History.Site> sites = shown(history.sites());
    int columns = history.deliveries().size();
    long most =
        sites.stream()
            .limit(SHOWN)
            .flatMap(site -> site.patients().stream())
            .mapToLong(patients -> patients.orElse(0))
            .max()
            .orElse(0);
    int top = Svg.columnNames(history.deliveries(), NAME);
    int cell = Math.min(WIDEST_CELL, CELLS / columns);
    html.open("div", "class", "wide");
    Svg.open(
        html,
        LEFT + columns * cell + 60,
        top + sites.size() * CELL_HEIGHT + 4,
        "Patients per site and delivery");
    for (int column = 0; column < columns; column++) {
      Svg.columnName(
          html,
          LEFT + column * cell + cell / 2.0 + 4,
          top - 6,
          Figures.shortened(history.deliveries().get(column), NAME));
    }
    for (int row = 0; row < sites.size(); row++) {
      boolean sum = sites.size() > SHOWN && row == SHOWN;
      double y = top + row * CELL_HEIGHT;
      line(sites.get(row), y, new Scale(cell, sum ? 0 : most), history.deliveries(), html);
    }
    html.close().close();
    html.element(
        "p",
        "Patients of each delivery by the site that its subject datasets name, else by the last known one; the stronger the colour, the more. A blank column left no counts.",
        "class",
        "hint");
  }

  /**
   * How large cells are, and what the darkest means; 0 for a line without shades, as a sum is no
   * site.
   */
  private record Scale(int cell, long most) {
    int shade(long count) {
      return count == 0 || most == 0 ? 0 : (int) Math.min(SHADES, 1 + count * SHADES / (most + 1));
    }
  }

  private static void line(
      History.Site site, double y, Scale scale, List<String> deliveries, Html html) {
    String name = site.name().isEmpty() ? "not known" : site.name();
    Svg.text(html, LEFT - 8, y + 13, "end", Figures.shortened(name, NAME));
    for (int column = 0; column < deliveries.size(); column++) {
      OptionalLong patients = site.patients().get(column);
      if (patients.isEmpty()) {
        continue;
      }
      long count = patients.getAsLong();
      int shade = scale.shade(count);
      double x = LEFT + column * scale.cell();
      Svg.cell(
          html,
          x + 1,
          y + 1,
          new Svg.Cell(
              "site s" + shade,
              scale.cell() - 2,
              CELL_HEIGHT - 2,
              "%s in %s: %s patients"
                  .formatted(name, deliveries.get(column), Figures.count(count))));
      html.element(
          "text",
          Figures.count(count),
          "class",
          "in s" + shade,
          "x",
          Svg.number(x + scale.cell() / 2.0),
          "y",
          Svg.number(y + 13),
          "text-anchor",
          "middle");
    }
  }

  private static List<History.Site> shown(List<History.Site> all) {
    if (all.size() <= SHOWN) {
      return all;
    }
    List<History.Site> byPatients = new ArrayList<>(all);
    byPatients.sort(Comparator.comparingLong(SitesPicture::latest).reversed());
    List<History.Site> shown = new ArrayList<>(byPatients.subList(0, SHOWN));
    shown.sort(Comparator.comparing(History.Site::name));
    List<History.Site> others = byPatients.subList(SHOWN, all.size());
    List<OptionalLong> sums = new ArrayList<>();
    for (int column = 0; column < all.get(0).patients().size(); column++) {
      int at = column;
      boolean counted = others.stream().anyMatch(site -> site.patients().get(at).isPresent());
      long sum = others.stream().mapToLong(site -> site.patients().get(at).orElse(0)).sum();
      sums.add(counted ? OptionalLong.of(sum) : OptionalLong.empty());
    }
    shown.add(new History.Site("%d other sites".formatted(others.size()), sums));
    return shown;
  }

  private static long latest(History.Site site) {
    return site.patients().get(site.patients().size() - 1).orElse(0);
  }
}
