package io.studylake.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.config.Configuration;
import io.studylake.contents.ContentsParser;
import io.studylake.contents.DatasetSchema;
import io.studylake.csv.CsvFormat;
import io.studylake.lake.RunId;
import io.studylake.lake.Study;
import io.studylake.lake.WorkBranch;
import io.studylake.meta.DeliveryFacts.DatasetFacts;
import io.studylake.problem.Problem;
import io.studylake.problem.Problems;
import io.studylake.sas.FormatState;
import io.studylake.version.CommitId;
import io.studylake.version.VersionStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatStatesTest {
  @TempDir private Path folder;

  @Test
  void theStatesOfTheParentAreThoseOfItsOwnDelivery() throws IOException {
    Configuration configuration =
        Configuration.load(
            Optional.empty(), Map.of(), Map.of("studylake.local.path", folder.toString()));
    try (Study study = Study.openOrCreate(configuration.lake(), "pilot")) {
      CommitId main = study.store().require(VersionStore.MAIN);
      CommitId first =
          delivered(study, main, "d1", Map.of("sex", FormatState.CODED, "race", FormatState.MIXED));
      CommitId second = delivered(study, first, "d2", Map.of("sex", FormatState.DECODED));

      assertThat(parentOf(study, main).byDataset()).isEmpty();
      assertThat(parentOf(study, first).byDataset())
          .isEqualTo(Map.of("dm", Map.of("sex", FormatState.CODED, "race", FormatState.MIXED)));
      assertThat(parentOf(study, second).byDataset())
          .isEqualTo(Map.of("dm", Map.of("sex", FormatState.DECODED)));
    }
  }

  @Test
  void onlyColumnsWhoseStateIsKnownBeforeAndNowCanChange() throws IOException {
    FormatStates before =
        new FormatStates(Map.of("dm", Map.of("sex", FormatState.CODED, "race", FormatState.CODED)));

    List<Problem> changes =
        before.changes(
            dm(), "dm.csv", Map.of("sex", FormatState.DECODED, "ethnic", FormatState.DECODED));

    assertThat(changes).extracting(problem -> problem.column().orElse("")).containsExactly("SEX");
  }

  @Test
  void whatWasNotReadNowIsKept() throws IOException {
    FormatStates before =
        new FormatStates(
            Map.of(
                "dm",
                Map.of(
                    "sex", FormatState.CODED,
                    "race", FormatState.CODED,
                    "gone", FormatState.CODED)));

    assertThat(before.kept(dm(), Map.of("sex", FormatState.MIXED)))
        .isEqualTo(Map.of("sex", FormatState.MIXED, "race", FormatState.CODED));
  }

  private static FormatStates parentOf(Study study, CommitId head) {
    try (WorkBranch branch = branch(study, head, "next")) {
      return new DeliveryTables(branch)
          .formatStatesOfParent(
              Optional.ofNullable(study.store().commit(head).metadata().get("run")));
    }
  }

  private static CommitId delivered(
      Study study, CommitId head, String name, Map<String, FormatState> states) throws IOException {
    try (WorkBranch branch = branch(study, head, name)) {
      new DeliveryTables(branch)
          .append(
              new DeliveryFacts(
                  RunKind.DELIVERY,
                  new DeliveryFacts.Id(name, 1, branch.run().value()),
                  "content",
                  "settings",
                  Instant.now(),
                  head.value(),
                  head.value(),
                  "none",
                  "fail",
                  List.of(new DatasetFacts(dm(), Optional.empty(), 0, 0, true, true, states)),
                  List.of(),
                  0,
                  0,
                  true,
                  List.of()));
      return study.store().commit(branch.name(), name, Map.of("run", branch.run().value())).id();
    }
  }

  private static WorkBranch branch(Study study, CommitId head, String name) {
    return study.branch(
        RunId.next(Instant.now()),
        name,
        head,
        Optional.empty(),
        () -> {
          throw new IllegalStateException("no Spark here");
        });
  }

  private static DatasetSchema dm() throws IOException {
    String contents =
        "MEMNAME,NAME,TYPE,FORMAT\nDM,SEX,1,SEXF.\nDM,RACE,1,RACEF.\nDM,ETHNIC,1,ETHF.\n";
    return new ContentsParser(CsvFormat.DEFAULT, Set.of())
        .parse(
            "contents.csv",
            new ByteArrayInputStream(contents.getBytes(StandardCharsets.UTF_8)),
            new Problems())
        .dataset("dm")
        .orElseThrow();
  }
}
