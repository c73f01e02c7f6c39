package io.studylake.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;

/**
 * The report as one HTML page that needs nothing else: no script, no network, no other file. A
 * content security policy holds it to that, should anything ever slip through {@link Escapes}.
 */
public final class HtmlReport {
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

  /** In the order in which they stand on the page. Lineage joins as the eighth. */
  private static final List<Section> SECTIONS =
      List.of(
          new VerdictSection(),
          new StopsSection(),
          new DatasetsSection(),
          new MembersSection(),
          new DriftSection(),
          new ProblemsSection(),
          new RatesSection());

  private HtmlReport() {}

  /** The page in UTF-8. */
  public static byte[] write(DeliveryPage page) {
    Heading heading = page.heading();
    Html html = Html.document();
    html.open("html", "lang", "en").open("head");
    html.open("meta", "charset", "utf-8").close();
    html.open("meta", "http-equiv", "Content-Security-Policy", "content", POLICY).close();
    html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").close();
    html.open("meta", "name", "color-scheme", "content", "light dark").close();
    html.element(
        "title",
        "%s of %s: %s"
            .formatted(
                heading.delivery(),
                heading.study(),
                heading.verdict().text().toLowerCase(java.util.Locale.ROOT)));
    html.style(Style.CSS).close();
    html.open("body").open("main");
    for (Section section : SECTIONS) {
      html.open("section", "id", section.id());
      html.element(section instanceof VerdictSection ? "h1" : "h2", title(section, page));
      section.write(page, html);
      html.close();
    }
    html.element(
        "footer",
        "Written by studylake for run %s. This page may hold patients' values: treat it as you treat the data."
            .formatted(heading.runId()));
    html.close().close().close();
    return html.page().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The page of a delivery that was refused and is published all the same: what it said stays, with
   * a note above it.
   *
   * @param page the page as it was written
   * @param told what was accepted, and why
   */
  public static byte[] accepted(byte[] page, List<String> told) {
    Html note = new Html();
    note.open("p", "class", "verdict warned");
    note.element("b", "Published").text(" What stopped it below was accepted afterwards. ");
    note.text(String.join("; ", told)).close();
    return new String(page, StandardCharsets.UTF_8)
        .replaceFirst("</title>", ", accepted afterwards</title>")
        .replaceFirst("<main>", Matcher.quoteReplacement("<main>" + note.page()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String title(Section section, DeliveryPage page) {
    return section instanceof VerdictSection
        ? "Delivery %s of study %s".formatted(page.heading().delivery(), page.heading().study())
        : section.title();
  }
}
