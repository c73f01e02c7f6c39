package io.studylake.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.testing.Browser;
import io.studylake.testing.NeedsBrowser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. */
@NeedsBrowser
class BrowserTest {
  private static final Pattern SECTION = Pattern.compile("<section id=\"([a-z]+)\">");
  private static final Pattern MARKUP = Pattern.compile("<[^>]*>");

  @TempDir private Path folder;

  private String dom(DeliveryPage page) throws IOException {
    return Browser.dom(Files.write(folder.resolve("report.html"), HtmlReport.write(page)));
  }

  @Test
  void theSectionsStandInTheOrderOfTheRules() throws IOException {
    String dom = dom(new SamplePages(60, 24, 90).good());

    assertThat(SECTION.matcher(dom).results().map(found -> found.group(1)))
        .containsExactly(
            "verdict", "stops", "datasets", "members", "metadata", "problems", "rates");
  }

  @Test
  void noScriptOfAHostileCellRuns() throws IOException {
    String dom = dom(new SamplePages(7, 4, 12).bad(ReportTest.HOSTILE));

    assertThat(dom)
        .contains("<title>ilms-2024-04 of pilot: refused</title>")
        .doesNotContain("<script", "<img", "<iframe", "<object", "<link");
    // The browser found the elements that the page was written with, and no other.
    assertThat(MARKUP.matcher(dom).results().map(MatchResult::group))
        .noneMatch(markup -> markup.matches("(?s).*\\son[a-z]+=.*"));
    assertThat(dom.split("<section", -1)).hasSize(8);
  }

  @Test
  void aScriptWouldRunIfThePageLetIt() throws IOException {
    // Proof that the test above can fail: the same browser, a page without our escapes.
    Path page =
        Files.writeString(
            folder.resolve("other.html"), "<title>before</title>" + ReportTest.HOSTILE.get(0));

    assertThat(Browser.dom(page)).contains("<title>owned</title>");
  }

  @Test
  void thePolicyStopsAScriptThatSlippedThrough() throws IOException {
    String page = ReportTest.html(new SamplePages(7, 4, 12).good());
    Path pierced =
        Files.writeString(
            folder.resolve("pierced.html"),
            page.replace("<main>", "<main>" + ReportTest.HOSTILE.get(0)));

    assertThat(Browser.dom(pierced))
        .contains("<title>ilms-2024-04 of pilot: passed, with warnings");
  }

  @Test
  void nothingOnThePageIsElsewhere() throws IOException {
    String dom = dom(new SamplePages(60, 24, 90).good());

    assertThat(dom).doesNotContain("http:", "https:", "url(", "src=", "href=");
  }

  @Test
  void textsOfCellsAreShownAsTheyAre() throws IOException {
    List<String> cells = List.of("<b>bold</b>", "a & b", "\"quoted\"", "  leading");

    String dom = dom(new SamplePages(7, 4, 12).bad(cells));

    assertThat(dom)
        .contains(
            "<code>&lt;b&gt;bold&lt;/b&gt;</code>",
            "<code>a &amp; b</code>",
            "<code>\"quoted\"</code>",
            "<code>  leading</code>");
  }
}
