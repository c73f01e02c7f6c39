package io.studylake.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  @Test
  void allAreCountedAndTheFirstOfEachFileAndCodeKeptWhateverTheOrder() {
    List<Problem> added = new ArrayList<>();
    for (int line = 2; line < 300; line++) {
      added.add(notANumber("ae.csv", line));
    }
    added.add(notANumber("dm.csv", 7));
    Collections.shuffle(added, new Random(1));
    Problems problems = new Problems(Map.of(), 3);

    added.parallelStream().forEach(problems::add);

    assertThat(problems.counts()).containsOnly(Map.entry(ProblemCode.NOT_A_NUMBER, 299L));
    assertThat(problems.counts("dm.csv")).containsOnly(Map.entry(ProblemCode.NOT_A_NUMBER, 1L));
    assertThat(problems.counts("vs.csv")).isEmpty();
    assertThat(problems.kept())
        .containsExactly(
            notANumber("ae.csv", 2),
            notANumber("ae.csv", 3),
            notANumber("ae.csv", 4),
            notANumber("dm.csv", 7));
  }

  @Test
  void theConfigurationDecidesWhatStopsTheDelivery() {
    Problems problems = new Problems(Map.of(ProblemCode.NOT_A_NUMBER, Severity.WARNING), 10);
    problems.add(notANumber("ae.csv", 2));

    assertThat(problems.stopDelivery()).isFalse();
    assertThat(problems.count(Severity.WARNING)).isEqualTo(1);
    assertThat(problems.kept().get(0).severity()).isEqualTo(Severity.WARNING);

    problems.add(Problem.of(ProblemCode.EMPTY_FILE, "vs.csv", "empty"));
    assertThat(problems.stopDelivery()).isTrue();
  }

  @Test
  void problemsStandInTheOrderOfFileLineAndColumn() {
    Problems problems = new Problems();
    Problem whole = Problem.of(ProblemCode.ROWS_LOST, "ae.csv", "lost");
    List<Problem> ordered =
        List.of(
            whole,
            notANumber("ae.csv", 9).inColumn("A"),
            notANumber("ae.csv", 9).inColumn("B"),
            notANumber("ae.csv", 10).inColumn("A"),
            notANumber("dm.csv", 1).inColumn("A"));
    IntStream.of(3, 1, 4, 0, 2).forEach(i -> problems.add(ordered.get(i)));

    assertThat(problems.kept()).containsExactlyElementsOf(ordered);
  }

  private static Problem notANumber(String file, long line) {
    return Problem.of(ProblemCode.NOT_A_NUMBER, file, "not a number").atLine(line);
  }
}
