package io.studylake.report;

import io.studylake.report.DatasetRates.Rate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Null keys and filled cells by dataset, and the columns whose filling moved. */
final class RatesSection implements Section {
  private static final double MOVED = 0.01;
  private static final int SHOWN = 60;

  @Override
  public String id() {
    return "rates";
  }

  @Override
  public String title() {
    return "Null keys and filled cells against before";
  }

  private record Moved(String dataset, Rate rate) {}

  @Override
  public void write(DeliveryPage page, Html html) {
    if (page.rates().isEmpty()) {
      html.element(
          "p",
          page.heading().dryRun()
              ? "Not counted: a dry run writes no tables."
              : "Not counted: the tables were not written.",
          "class",
          "none");
      return;
    }
    List<String> entities =
        page.rates().stream()
            .flatMap(rates -> rates.nullKeys().stream())
            .map(Rate::name)
            .distinct()
            .sorted()
            .toList();
    html.open("div", "class", "wide").open("table").open("thead").open("tr");
    Tables.heads(html, "Dataset");
    entities.forEach(entity -> Tables.numberHeads(html, "No " + entity + " key"));
    Tables.numberHeads(html, "Filled cells", "Empty columns");
    html.close().close().open("tbody");
    page.rates().forEach(rates -> line(rates, entities, html));
    html.close().close().close();
    if (page.rates().stream().anyMatch(rates -> rates.cells().before().isPresent())) {
      moved(page, html);
    }
  }

  private static void line(DatasetRates rates, List<String> entities, Html html) {
    html.open("tr");
    Tables.name(html, rates.dataset());
    for (String entity : entities) {
      rates.nullKeys().stream()
          .filter(rate -> rate.name().equals(entity))
          .findFirst()
          .ifPresentOrElse(rate -> rate(rate, html), () -> Tables.number(html, ""));
    }
    rate(rates.cells(), html);
    long empty =
        rates.columns().stream()
            .filter(rate -> rate.now().isPresent() && rate.now().getAsDouble() == 0)
            .count();
    Tables.number(html, empty == 0 ? "" : Long.toString(empty));
    html.close();
  }

  private static void rate(Rate rate, Html html) {
    html.open("td", "class", "number").text(Figures.share(rate.now()));
    if (Math.abs(rate.moved()) >= 0.0005) {
      html.text(" ").element("span", Figures.points(rate.moved()), "class", "moved");
    }
    html.close();
  }

  private static void moved(DeliveryPage page, Html html) {
    List<Moved> moved = new ArrayList<>();
    for (DatasetRates rates : page.rates()) {
      rates.columns().stream()
          .filter(rate -> Math.abs(rate.moved()) >= MOVED)
          .forEach(rate -> moved.add(new Moved(rates.dataset(), rate)));
    }
    html.element("h3", "Columns whose filling moved by one percentage point or more");
    if (moved.isEmpty()) {
      html.element("p", "None.", "class", "none");
      return;
    }
    moved.sort(Comparator.comparingDouble((Moved m) -> Math.abs(m.rate().moved())).reversed());
    html.open("div", "class", "wide").open("table").open("thead").open("tr");
    Tables.heads(html, "Dataset", "Column");
    Tables.numberHeads(html, "Filled before", "Filled now", "Points");
    html.close().close().open("tbody");
    for (Moved column : moved.subList(0, Math.min(SHOWN, moved.size()))) {
      html.open("tr");
      Tables.name(html, column.dataset());
      html.element("td", column.rate().name().toUpperCase(Locale.ROOT));
      Tables.number(html, Figures.share(column.rate().before()));
      Tables.number(html, Figures.share(column.rate().now()));
      Tables.number(html, Figures.points(column.rate().moved()));
      html.close();
    }
    html.close().close().close();
    if (moved.size() > SHOWN) {
      html.element("p", "… %d more.".formatted(moved.size() - SHOWN), "class", "hint");
    }
  }
}
