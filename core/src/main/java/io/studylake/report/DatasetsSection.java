package io.studylake.report;

import java.util.List;
import java.util.Locale;

/** One line per dataset; then the pictures of all deliveries. */
final class DatasetsSection implements Section {
  private static final int NAMED = 8;

  @Override
  public String id() {
    return "datasets";
  }

  @Override
  public String title() {
    return "Datasets";
  }

  @Override
  public void write(DeliveryPage page, Html html) {
    if (page.datasets().isEmpty()) {
      html.element("p", "The run ended before it knew them.", "class", "none");
      return;
    }
    html.open("div", "class", "wide").open("table", "class", "datasets");
    html.open("thead").open("tr");
    Tables.heads(html, "Dataset", "Label", "Tables");
    Tables.numberHeads(html, "Rows before", "Rows now", "Change", "Rows new", "Rows gone");
    Tables.numberHeads(html, "Columns");
    Tables.heads(html, "Columns new, changed, dropped");
    html.close().close().open("tbody");
    page.datasets().forEach(dataset -> line(dataset, html));
    html.close().close().close();
    html.element(
        "p",
        "A row that changed is one new and one gone, whatever its place in the file. Columns that are new, dropped or of another type are left out of that.",
        "class",
        "hint");
    if (page.history().deliveries().size() > 1) {
      html.element("h3", "Rows over all deliveries");
      RowsPictures.write(page.history(), html);
      html.element("h3", "What changed, by delivery");
      ChangesPicture.write(page.history(), html);
    }
  }

  private static void line(DatasetLine dataset, Html html) {
    String state = dataset.state().name().toLowerCase(Locale.ROOT);
    html.open("tr", "class", state);
    Tables.name(html, dataset.name());
    html.element("td", Figures.shortened(dataset.label(), 60));
    html.open("td").element("span", dataset.state().text(), "class", "tag " + state).close();
    Tables.number(html, Figures.count(dataset.rowsBefore()));
    Tables.number(html, Figures.count(dataset.rows()));
    boolean both = dataset.rowsBefore().isPresent() && dataset.rows().isPresent();
    Tables.number(
        html,
        both
            ? Figures.change(dataset.rows().getAsLong() - dataset.rowsBefore().getAsLong())
            : Figures.UNKNOWN);
    Tables.number(html, Figures.count(dataset.newRows()));
    Tables.number(html, Figures.count(dataset.goneRows()));
    Tables.number(
        html,
        dataset.columns().isPresent()
            ? Integer.toString(dataset.columns().getAsInt())
            : Figures.UNKNOWN);
    html.open("td", "class", "names");
    names(html, "+", "added", dataset.added());
    names(html, "~", "altered", dataset.changed());
    names(html, "−", "dropped", dataset.dropped());
    html.close().close();
  }

  private static void names(Html html, String sign, String kind, List<String> columns) {
    for (String column : columns.subList(0, Math.min(NAMED, columns.size()))) {
      html.element("span", sign + column.toUpperCase(Locale.ROOT), "class", kind).text(" ");
    }
    if (columns.size() > NAMED) {
      html.text("and %d more ".formatted(columns.size() - NAMED));
    }
  }
}
