package io.studylake.report;

import io.studylake.problem.Severity;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What was decided, of which delivery, against what. */
final class VerdictSection implements Section {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Override
  public String id() {
    return "verdict";
  }

  @Override
  public String title() {
    return "Verdict";
  }

  @Override
  public void write(DeliveryPage page, Html html) {
    Heading heading = page.heading();
    html.open("p", "class", "verdict " + heading.verdict().name().toLowerCase(Locale.ROOT));
    html.element("b", heading.verdict().text()).text(" " + heading.summary()).close();
    if (heading.dryRun()) {
      html.element(
          "p",
          "Dry run: the files were read and checked where they lie; nothing was written, no keys"
              + " were given. What needs keys is judged when the delivery is loaded: patients,"
              + " visits and sites, and the rules on them.",
          "class",
          "dry");
    }
    html.open("dl", "class", "facts");
    heading.cutOff().ifPresent(c -> fact(html, "Greatest date", c.date() + " in " + c.column()));
    fact(html, "Compared with", heading.parent());
    fact(html, "When", MINUTES.format(heading.startedAt()));
    fact(html, "Datasets", Integer.toString(delivered(page)));
    fact(html, "Rows", Figures.count(rows(page)));
    long setAside = page.defects().quarantined().values().stream().mapToLong(n -> n).sum();
    if (setAside > 0) {
      fact(html, "Set aside", Figures.count(setAside) + " records that are in no table");
    }
    fact(html, "Problems", problems(page));
    fact(html, "Run", heading.runId());
    hash(html, "Configuration", heading.settingsId());
    hash(html, "Content", heading.contentId());
    html.close();
  }

  private static int delivered(DeliveryPage page) {
    return (int)
        page.datasets().stream()
            .filter(dataset -> dataset.state() != DatasetLine.State.MISSING)
            .count();
  }

  private static long rows(DeliveryPage page) {
    return page.datasets().stream().mapToLong(dataset -> dataset.rows().orElse(0)).sum();
  }

  private static String problems(DeliveryPage page) {
    StringBuilder text = new StringBuilder();
    for (Severity severity : Severity.values()) {
      long count =
          page.defects().counts().stream()
              .filter(c -> c.severity() == severity)
              .mapToLong(Defects.Count::count)
              .sum();
      if (count > 0) {
        text.append(text.isEmpty() ? "" : ", ")
            .append(Figures.count(count))
            .append(' ')
            .append(severity.name().toLowerCase(Locale.ROOT))
            .append(count == 1 ? "" : "s");
      }
    }
    return text.isEmpty() ? "none" : text.toString();
  }

  private static void fact(Html html, String name, String value) {
    html.open("div").element("dt", name).element("dd", value).close();
  }

  private static void hash(Html html, String name, String value) {
    html.open("div").element("dt", name).open("dd");
    html.element("code", Figures.shortened(value, 13), "title", value);
    html.close().close();
  }
}
