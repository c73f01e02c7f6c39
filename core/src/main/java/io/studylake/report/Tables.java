package io.studylake.report;

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

  static void number(Html html, String figure) {
    html.element("td", figure, "class", "number");
  }
}
