package io.studylake.report;

import java.util.Locale;

/** Cells of tables. */
final class Tables {
  private Tables() {}

  static void heads(Html html, String... titles) {
    for (String title : titles) {
      html.element("th", title, "scope", "col");
    }
  }

  static void numberHeads(Html html, String... titles) {
    for (String title : titles) {
      html.element("th", title, "scope", "col", "class", "number");
    }
  }

  /** The name of a dataset, which heads its row: SAS names have 32 characters at most. */
  static void name(Html html, String dataset) {
    html.element("th", Figures.shortened(dataset.toUpperCase(Locale.ROOT), 33), "scope", "row");
  }

  static void number(Html html, String figure) {
    html.element("td", figure, "class", "number");
  }
}
