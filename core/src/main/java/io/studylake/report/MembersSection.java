package io.studylake.report;

import java.util.OptionalLong;

/** Patients, visits and sites: before, now, new, gone, returned. */
final class MembersSection implements Section {
  @Override
  public String id() {
    return "members";
  }

  @Override
  public String title() {
    return "Patients, visits, sites";
  }

  @Override
  public void write(DeliveryPage page, Html html) {
    if (page.members().isEmpty()) {
      html.element(
          "p",
          page.heading().dryRun()
              ? "Not counted: a dry run gives no keys."
              : "Not counted: no keys were given.",
          "class",
          "none");
    } else {
      table(page, html);
    }
    boolean counted =
        page.history().sites().stream()
            .flatMap(site -> site.patients().stream())
            .anyMatch(OptionalLong::isPresent);
    if (counted) {
      html.element("h3", "Patients per site and delivery");
      SitesPicture.write(page.history(), html);
    }
  }

  private static void table(DeliveryPage page, Html html) {
    html.open("div", "class", "wide").open("table").open("thead").open("tr");
    Tables.heads(html, "Entity");
    Tables.numberHeads(html, "Before", "Now", "New", "Gone", "Returned", "Ever");
    html.close().close().open("tbody");
    for (MemberLine line : page.members()) {
      html.open("tr").element("th", line.entity(), "scope", "row");
      Tables.number(html, Figures.count(line.before()));
      Tables.number(html, Figures.count(line.now()));
      Tables.number(html, Figures.count(line.fresh()));
      html.element(
          "td",
          Figures.count(line.gone()),
          "class",
          line.gone().orElse(0) > 0 ? "number attention" : "number");
      Tables.number(html, Figures.count(line.returned()));
      Tables.number(html, Figures.count(line.ever()));
      html.close();
    }
    html.close().close().close();
    for (MemberLine line : page.members()) {
      if (!line.goneNames().isEmpty()) {
        long more = line.gone().orElse(0) - line.goneNames().size();
        html.open("p").element("b", "Gone (%s): ".formatted(line.entity()));
        html.text(String.join(", ", line.goneNames()));
        html.text(more > 0 ? " and %s more.".formatted(Figures.count(more)) : ".").close();
      }
    }
    html.element(
        "p",
        "Before and now count who is in the delivery; ever counts who has a key. Of what is named by"
            + " several columns, as visits are, only keys are counted.",
        "class",
        "hint");
  }
}
