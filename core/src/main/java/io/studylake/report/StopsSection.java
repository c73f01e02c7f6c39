package io.studylake.report;

import java.util.ArrayList;
import java.util.List;

/** What stops the delivery, the question to send to the sponsor, and what else the gate says. */
final class StopsSection implements Section {
  private static final int LONGEST = 600;

  @Override
  public String id() {
    return "stops";
  }

  @Override
  public String title() {
    return "What stops it";
  }

  @Override
  public void write(DeliveryPage page, Html html) {
    if (page.stops().isEmpty()) {
      html.element("p", "Nothing.", "class", "none");
    } else {
      stops(page, html);
    }
    gate(page, html, "Accepted of what the gate stops", true);
    gate(page, html, "What the gate warns of", false);
  }

  private static void gate(DeliveryPage page, Html html, String title, boolean accepted) {
    List<GateLine> lines =
        page.gate().stream().filter(line -> line.accepted() == accepted).toList();
    if (lines.isEmpty()) {
      return;
    }
    html.element("h3", title).open("ul");
    for (GateLine line : lines) {
      html.open("li").element("code", line.rule());
      html.text(" " + Figures.shortened(line.message(), LONGEST)).close();
    }
    html.close();
  }

  private static void stops(DeliveryPage page, Html html) {
    if (passed(page)) {
      html.element("p", "Nothing. But the tables lack records, which were set aside:");
    }
    html.open("ul", "class", "stops");
    for (Stop stop : page.stops()) {
      html.open("li").element("code", stop.title());
      html.text(" " + Figures.shortened(stop.message(), LONGEST)).close();
    }
    html.close();
    List<String> question = question(page);
    if (!question.isEmpty()) {
      html.element("h3", "To send to the sponsor");
      html.element(
          "p",
          "One click selects all of it. Values of patients are left out: they stand below, under"
              + " Problems.",
          "class",
          "hint");
      html.open("pre", "class", "question").lines(question).close();
    }
  }

  private static boolean passed(DeliveryPage page) {
    return page.heading().verdict().compareTo(Heading.Verdict.REFUSED) < 0;
  }

  private static List<String> question(DeliveryPage page) {
    List<String> questions =
        page.stops().stream().flatMap(stop -> stop.question().stream()).toList();
    if (questions.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "Subject: %s, delivery %s: %s"
            .formatted(
                page.heading().study(),
                page.heading().delivery(),
                questions.size() == 1 ? "a question" : questions.size() + " questions"));
    lines.add("");
    lines.add(
        (passed(page)
                ? "We loaded delivery %s of study %s without some of its records."
                : "We could not load delivery %s of study %s.")
            .formatted(page.heading().delivery(), page.heading().study()));
    lines.add("");
    for (int i = 0; i < questions.size(); i++) {
      lines.add("%d. %s".formatted(i + 1, Figures.shortened(questions.get(i), LONGEST)));
    }
    lines.add("");
    lines.add("Please send a corrected delivery, or tell us what we should know.");
    return lines;
  }
}
