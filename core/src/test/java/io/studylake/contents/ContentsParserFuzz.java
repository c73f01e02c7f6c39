package io.studylake.contents;

import io.studylake.csv.CsvFormat;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Any bytes are contents that can be used, or are refused with words; in bounded time. */
public final class ContentsParserFuzz {
  private static final long MOST_NANOS = 10_000_000_000L;

  private ContentsParserFuzz() {}

  /** Called by Jazzer: the first byte chooses the format, the others are the file. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    if (data.length == 0) {
      return;
    }
    CsvFormat format =
        new CsvFormat(
            (data[0] & 1) == 0 ? StandardCharsets.UTF_8 : Charset.forName("windows-1252"),
            (data[0] & 2) == 0 ? ',' : ';',
            '"');
    long start = System.nanoTime();
    Problems problems = new Problems();
    try {
      StudyContents contents =
          new ContentsParser(format, Set.of("patient_key"))
              .parse("contents.csv", new ByteArrayInputStream(data, 1, data.length - 1), problems);
      for (DatasetSchema dataset : contents.datasets()) {
        boolean named =
            !dataset.name().isEmpty() || problems.counts().containsKey(ProblemCode.UNUSABLE_NAME);
        if (!named || dataset.columns().isEmpty()) {
          throw new AssertionError("a dataset without name or columns: " + dataset);
        }
      }
    } catch (ContentsException e) {
      requireWords(e.getMessage());
    }
    problems.kept().stream().map(Problem::message).forEach(ContentsParserFuzz::requireWords);
    if (System.nanoTime() - start > MOST_NANOS) {
      throw new AssertionError("took more than ten seconds");
    }
  }

  private static void requireWords(String message) {
    if (message == null || message.isBlank()) {
      throw new AssertionError("a defect without words");
    }
  }
}
