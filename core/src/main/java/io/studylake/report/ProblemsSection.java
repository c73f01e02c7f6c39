package io.studylake.report;

import io.studylake.problem.Problem;
import java.util.List;
import java.util.Locale;

/** Problems by code, with the first examples of each. */
final class ProblemsSection implements Section {
  private static final int EXAMPLES = 10;
  private static final int VALUE = 200;
  private static final int MESSAGE = 600;

  @Override
  public String id() {
    return "problems";
  }

  @Override
  public String title() {
    return "Problems";
  }

  @Override
  public void write(DeliveryPage page, Html html) {
    Defects defects = page.defects();
    defects
        .quarantined()
        .forEach(
            (dataset, rows) ->
                html.element(
                    "p",
                    "%s %s of %s set aside in quarantine.%s."
                        .formatted(
                            Figures.count(rows),
                            rows == 1 ? "row" : "rows",
                            dataset.toUpperCase(Locale.ROOT),
                            dataset),
                    "class",
                    "quarantined"));
    if (defects.counts().isEmpty()) {
      html.element("p", "None.", "class", "none");
      return;
    }
    for (Defects.Count count : defects.counts()) {
      code(count, defects.examples().stream().filter(p -> p.code() == count.code()).toList(), html);
    }
  }

  private static void code(Defects.Count count, List<Problem> examples, Html html) {
    String severity = count.severity().name().toLowerCase(Locale.ROOT);
    html.open("h3").element("span", severity, "class", "tag " + severity).text(" ");
    html.element("code", count.code().name()).text(" " + Figures.count(count.count())).close();
    if (examples.isEmpty()) {
      html.element("p", "None of them is among those listed.", "class", "hint");
      return;
    }
    boolean cells = examples.stream().anyMatch(p -> p.value().isPresent());
    html.open("div", "class", "wide").open("table", "class", "examples").open("thead").open("tr");
    Tables.heads(html, "File");
    Tables.numberHeads(html, "Line");
    Tables.heads(html, "Column");
    if (cells) {
      Tables.heads(html, "Value");
    }
    Tables.heads(html, "What is wrong");
    html.close().close().open("tbody");
    examples.stream().limit(EXAMPLES).forEach(problem -> example(problem, cells, html));
    html.close().close().close();
    long shown = Math.min(EXAMPLES, examples.size());
    if (count.count() > shown) {
      html.element(
          "p",
          "The first %d of %s.".formatted(shown, Figures.count(count.count())),
          "class",
          "hint");
    }
  }

  private static void example(Problem problem, boolean cells, Html html) {
    html.open("tr").element("td", Figures.shortened(problem.file(), VALUE));
    Tables.number(html, problem.line().isPresent() ? Figures.count(problem.line()) : "");
    html.element("td", Figures.shortened(problem.column().orElse(""), VALUE));
    if (cells) {
      html.open("td", "class", "value");
      problem.value().ifPresent(value -> html.element("code", Figures.shortened(value, VALUE)));
      html.close();
    }
    html.element("td", Figures.shortened(problem.message(), MESSAGE)).close();
  }
}
