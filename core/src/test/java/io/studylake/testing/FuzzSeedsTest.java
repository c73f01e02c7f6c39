package io.studylake.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.studylake.contents.ContentsParserFuzz;
import io.studylake.csv.CsvScanFuzz;
import io.studylake.delivery.CompressionFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What {@code testenv/fuzz} begins with and what it found, once each. Jazzer itself takes no part
 * here: its agent would instrument all of Spark.
 */
class FuzzSeedsTest {
  private static final Path SEEDS =
      Path.of(System.getProperty("basedir", ".")).resolve("src/test/fuzz");

  /** What Jazzer calls. */
  private interface Target {
    void accept(byte[] data) throws IOException;
  }

  @TestFactory
  Stream<DynamicTest> seedsAndFindings() {
    return Stream.of(
            tests("ContentsParserFuzz", ContentsParserFuzz::fuzzerTestOneInput),
            tests("CsvScanFuzz", CsvScanFuzz::fuzzerTestOneInput),
            tests("CompressionFuzz", CompressionFuzz::fuzzerTestOneInput))
        .flatMap(List::stream);
  }

  private static List<DynamicTest> tests(String name, Target target) {
    try (Stream<Path> seeds = Files.list(SEEDS.resolve(name))) {
      List<DynamicTest> tests =
          seeds
              .sorted()
              .map(
                  seed ->
                      DynamicTest.dynamicTest(
                          name + " " + seed.getFileName(),
                          () ->
                              assertThatCode(() -> target.accept(Files.readAllBytes(seed)))
                                  .doesNotThrowAnyException()))
              .toList();
      assertThat(tests).as("seeds of %s", name).isNotEmpty();
      return tests;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
