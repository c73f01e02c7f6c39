package io.studylake.contents;

import io.studylake.csv.CsvFormat;
import io.studylake.csv.CsvSettings;
import io.studylake.delivery.DeliveredFile;
import io.studylake.problem.Problems;
import io.studylake.testing.TestDelivery;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A delivery of small files, reconciled with contents given as text. */
final class Reconciled {
  private final Path folder;
  private final Problems problems;
  private final List<DeliveredFile> files = new ArrayList<>();

  Reconciled(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  Reconciled file(String name, String text) throws IOException {
    files.add(TestDelivery.file(folder, name, text, CsvSettings.DEFAULT));
    return this;
  }

  ReconciledContents with(String contents) throws IOException {
    StudyContents parsed =
        new ContentsParser(CsvFormat.DEFAULT, Set.of("_line"))
            .parse(
                "contents.csv",
                new ByteArrayInputStream(contents.getBytes(StandardCharsets.UTF_8)),
                problems);
    return new Reconciliation(TestDelivery.ARCHIVE, CsvSettings.DEFAULT, 5000, Set.of("_line"))
        .reconcile(parsed, files, problems);
  }
}
