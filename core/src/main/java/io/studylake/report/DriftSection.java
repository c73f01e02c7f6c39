package io.studylake.report;

import java.util.Locale;

/** Columns that the contents describe otherwise than before. */
final class DriftSection implements Section {
  private static final int SHOWN = 200;

  @Override
  public String id() {
    return "metadata";
  }

  @Override
  public String title() {
    return "Metadata against before";
  }

  @Override
  public void write(DeliveryPage page, Html html) {
    if (page.drift().isEmpty()) {
      html.element(
          "p",
          page.history().deliveries().size() > 1
              ? "No difference in type, length, format or label in what was read."
              : "There is no delivery before.",
          "class",
          "none");
      return;
    }
    html.open("div", "class", "wide").open("table").open("thead").open("tr");
    Tables.heads(html, "Dataset", "Column", "What", "Before", "Now");
    html.close().close().open("tbody");
    page.drift().stream()
        .limit(SHOWN)
        .forEach(
            drift -> {
              html.open("tr");
              Tables.name(html, drift.dataset());
              html.element("td", drift.column().toUpperCase(Locale.ROOT));
              html.element("td", drift.what());
              value(html, drift.before());
              value(html, drift.now());
              html.close();
            });
    html.close().close().close();
    if (page.drift().size() > SHOWN) {
      html.element("p", "… %,d more.".formatted(page.drift().size() - SHOWN));
    }
  }

  private static void value(Html html, String text) {
    html.element("td", text.isEmpty() ? "none" : text, "class", text.isEmpty() ? "none" : "value");
  }
}
