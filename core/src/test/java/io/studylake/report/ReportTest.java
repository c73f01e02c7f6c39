package io.studylake.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What stands on the page, and what never can. */
class ReportTest {
  /** Cells as an attacker would write them, or as broken exports do. */
  static final List<String> HOSTILE =
      List.of(
          "<script>document.title='owned'</script>",
          "\"><img src=x onerror=document.title='owned'>",
          "'/><svg onload=document.title='owned'>",
          "]]></style></title></pre></textarea><script>document.title='owned'</script>",
          "</text></svg><script>document.title='owned'</script>",
          "<!-- --!><style>*{display:none}</style>",
          "javascript:document.title='owned'",
          "&lt;b&gt; &#60; &amp;",
          "a\u0000b\u001b[31mc\u0007\u0085",
          "tab\there\r\nnext",
          "\u202Egnp.exe \u2066\u2069\u200F",
          "\uFEFF\u200Bzero\u00ADwidth\uD83D",
          "\u2028\u2029",
          "日本語 é 😀",
          "=cmd|' /C calc'!A0",
          "{{constructor.constructor('alert(1)')()}}",
          "x".repeat(5000));

  static String html(DeliveryPage page) {
    return new String(HtmlReport.write(page), StandardCharsets.UTF_8);
  }

  @Test
  void theSectionsStandInTheOrderOfTheRules() {
    assertThat(html(new SamplePages(7, 4, 12).good()))
        .containsSubsequence(
            "<section id=\"verdict\">",
            "<section id=\"stops\">",
            "<section id=\"datasets\">",
            "<section id=\"members\">",
            "<section id=\"metadata\">",
            "<section id=\"problems\">",
            "<section id=\"rates\">");
  }

  @Test
  void aHostileTextIsNeverMarkup() {
    String page = html(new SamplePages(7, 4, 12).bad(HOSTILE));

    assertThat(page)
        .contains("&lt;script&gt;document.title=&#39;owned&#39;&lt;/script&gt;")
        .doesNotContain("<script", "<img", "<textarea", "<svg onload", "<!--", "]]></style>");
    assertThat(Pattern.compile("<[^>]*\\son[a-z]+=").matcher(page).find()).isFalse();
    // Only the page's own style sheet, once.
    assertThat(page.split("<style", -1)).hasSize(2);
  }

  @Test
  void everyAttributeAndElementIsOnThePagesOwnList() {
    String page = html(new SamplePages(7, 4, 12).bad(HOSTILE));
    String body = page.substring(page.indexOf("</style>"));

    Pattern markup =
        Pattern.compile(
            "</?(style|head|html|body|main|section|h1|h2|h3|p|b|dl|dt|dd|div|code|ul|li|pre|table|thead|tbody|tr|th|td|span|figure|figcaption|svg|rect|line|text|title|footer)"
                + "(\\s(class|id|scope|title|viewBox|role|aria-label|aria-hidden|width|height|x|y|x1|x2|y1|y2|text-anchor|transform)=\"[^\"<>]*\")*>");
    assertThat(markup.matcher(body).replaceAll("")).doesNotContain("<", ">", "\"");
  }

  @Test
  void whatHasNoShapeIsShownAsAnEscape() {
    String page = html(new SamplePages(7, 4, 12).bad(HOSTILE));

    assertThat(page)
        .contains(
            "a⟦U+0000⟧b⟦U+001B⟧[31mc⟦U+0007⟧⟦U+0085⟧",
            "tab⟦TAB⟧here⟦CR⟧⟦LF⟧next",
            "⟦U+202E⟧gnp.exe ⟦U+2066⟧⟦U+2069⟧⟦U+200F⟧",
            "⟦U+FEFF⟧⟦U+200B⟧zero⟦U+00AD⟧width⟦U+D83D⟧",
            "⟦U+2028⟧⟦U+2029⟧",
            "日本語 é 😀");
    assertThat(page.codePoints().filter(c -> c != '\n'))
        .noneMatch(
            c ->
                Character.getType(c) == Character.CONTROL
                    || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.SURROGATE);
  }

  @Test
  void everyCharacterThatMarkupIsMadeOfIsEscaped() {
    String all =
        IntStream.range(0, 0x300)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();

    assertThat(Escapes.html(all)).doesNotContain("<", ">", "\"", "'", "`");
  }

  @Test
  void thePageNeedsNothingElse() {
    String page = html(new SamplePages(60, 24, 90).good());

    assertThat(page)
        .contains("default-src &#39;none&#39;")
        .doesNotContain("http:", "https:", "url(", "@import", "<link", "src=", "href=", "<script");
  }

  @Test
  void aPageOfSixtyDatasetsStaysSmall() {
    assertThat(HtmlReport.write(new SamplePages(60, 24, 300).good()).length).isLessThan(1_000_000);
  }

  @Test
  void theQuestionIsTextToCopyAndHoldsNoMarkup() {
    String page = html(new SamplePages(7, 4, 12).bad(List.of("AGE")));

    String question =
        page.substring(page.indexOf("<pre class=\"question\">"), page.indexOf("</pre>"));
    assertThat(question)
        .contains("Subject: pilot, delivery ilms-2024-04: a question\n", "\n1. ae.csv: AGE\n");
  }
}
