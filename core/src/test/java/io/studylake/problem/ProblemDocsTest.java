package io.studylake.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.problem.ProblemCode.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/problems.md} describes what there is. */
class ProblemDocsTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ".")).resolve("../docs/problems.md");

  @Test
  void everyCodeStandsOnceInTheDocumentationWithItsSeverity() throws IOException {
    assertThat(rows()).containsExactlyInAnyOrderElementsOf(codes());
  }

  @Test
  void theTableOfWhatCanBeSetAsideHoldsTheScopes() throws IOException {
    assertThat(scope("record")).containsExactlyInAnyOrderElementsOf(codes(Scope.ROW));
    assertThat(scope("file")).containsExactlyInAnyOrderElementsOf(codes(Scope.STRUCTURE));
  }

  private static List<String> scope(String name) throws IOException {
    String row =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| " + name + " | "))
            .findFirst()
            .orElseThrow();
    return Stream.of(row.split("\\|", -1)[2].split(",", -1))
        .map(code -> code.strip().replace("`", ""))
        .toList();
  }

  private static List<String> codes(Scope scope) {
    return Stream.of(ProblemCode.values())
        .filter(code -> code.scope() == scope)
        .map(Enum::name)
        .toList();
  }

  private static List<String> codes() {
    return Stream.of(ProblemCode.values())
        .map(code -> row(code.name(), code.defaultSeverity().name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .map(line -> line.split("\\|", -1))
        .filter(cells -> cells.length == 6 && cells[1].strip().matches("`[A-Z_]+`"))
        .map(cells -> row(cells[1].strip().replace("`", ""), cells[2].strip()))
        .toList();
  }

  private static String row(String code, String severity) {
    return code + " " + severity;
  }
}
