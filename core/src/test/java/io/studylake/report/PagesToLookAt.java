package io.studylake.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes sample pages into a folder, to be looked at in a browser. */
final class PagesToLookAt {
  private PagesToLookAt() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Files.write(folder.resolve("good7.html"), HtmlReport.write(new SamplePages(7, 4, 12).good()));
    Files.write(
        folder.resolve("good60.html"), HtmlReport.write(new SamplePages(60, 24, 90).good()));
    Files.write(
        folder.resolve("bad7.html"),
        HtmlReport.write(new SamplePages(7, 4, 12).bad(ReportTest.HOSTILE)));
    Files.write(
        folder.resolve("bad60.html"),
        HtmlReport.write(new SamplePages(60, 12, 45).bad(List.of("sixty", "n/a"))));
  }
}
