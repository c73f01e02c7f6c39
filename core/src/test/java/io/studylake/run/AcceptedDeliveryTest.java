package io.studylake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.studylake.gate.Acceptance;
import io.studylake.gate.Finding;
import io.studylake.gate.Level;
import io.studylake.lake.Study;
import io.studylake.progress.Progress;
import io.studylake.run.DeliveryResult.Loaded;
import io.studylake.version.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A delivery that rules of the gate stop, and that somebody accepts. */
class AcceptedDeliveryTest {
  private static final String CONTENTS =
      "dataset,column,type\nDM,USUBJID,char\nDM,SITEID,char\nAE,USUBJID,char\n";
  private static final Acceptance DROPPED =
      new Acceptance("dataset-missing", "AE is sent by the safety database now", "ada");

  @TempDir private Path folder;
  private StudyFixture study;

  @BeforeEach
  void deliverTheFirst() {
    study = new StudyFixture(folder);
    study.deliver(
        study.write(
            "d1",
            Map.of(
                "contents.csv",
                CONTENTS,
                "dm.csv",
                "USUBJID,SITEID\n01-001,701\n",
                "ae.csv",
                "USUBJID\n01-001\n")),
        "d1");
  }

  private DeliveryRequest withoutAe(Acceptance... accepted) {
    Path d2 =
        study.write(
            "d2",
            Map.of(
                "contents.csv",
                CONTENTS.replace("AE,USUBJID,char\n", ""),
                "dm.csv",
                "USUBJID,SITEID\n01-001,701\n"));
    return new DeliveryRequest(d2, "d2", Optional.empty(), true, false)
        .accepting(List.of(accepted));
  }

  @Test
  void isPublishedAndSaysInEveryPlaceWhatWasAcceptedWhyAndByWhom() throws IOException {
    Loaded loaded = (Loaded) study.run(withoutAe(DROPPED));

    String told = "AE is sent by the safety database now (ada)";
    assertThat(loaded.figures().findings())
        .extracting(Finding::rule, Finding::level, Finding::message)
        .containsExactly(
            tuple(
                "dataset-missing",
                Level.ACCEPTED,
                "dataset AE is in snapshot d1 but not in this delivery. Ask the sponsor for it, or"
                    + " whether it was dropped for good. Accepted: "
                    + told
                    + "."));
    assertThat(study.query("SELECT delivery, accepted FROM study.main.meta.deliveries ORDER BY 1"))
        .extracting(row -> row.toSeq().mkString("|"))
        .containsExactly("d1|null", "d2|dataset-missing: " + told);
    try (Study open = study.open()) {
      Map<String, String> metadata = open.store().commit(loaded.commit()).metadata();
      assertThat(metadata).containsEntry("studylake.accepted.dataset-missing", told);
      String run =
          new String(
              open.store()
                  .read(
                      new View.Committed(loaded.commit()),
                      "runs/%s.json".formatted(metadata.get(RunMetadata.RUN)))
                  .orElseThrow(),
              StandardCharsets.UTF_8);
      assertThat(run).contains("\"passed\" : true", "\"user\" : \"ada\"", "\"ACCEPTED\"");
    }
    assertThat(Files.readString(loaded.report().orElseThrow()))
        .contains("Accepted of what the gate stops", "1 rule of the gate accepted", told);
  }

  @Test
  void theNextDeliveryHasToBeAcceptedAgain() {
    assertThatThrownBy(() -> study.run(withoutAe()))
        .isInstanceOf(DeliveryRejected.class)
        .hasMessage("Cannot publish d2: rule dataset-missing.");
  }

  @Test
  void whatDidNotStopIsNotedAndNotRecorded() {
    List<String> notes = new ArrayList<>();

    Loaded loaded =
        (Loaded)
            study.run(
                withoutAe(DROPPED, new Acceptance("patients-gone", "closed", "ada")),
                new Progress() {
                  @Override
                  public void note(String text) {
                    notes.add(text);
                  }
                });

    assertThat(notes).contains("Rule patients-gone does not stop d2; nothing was accepted of it.");
    try (Study open = study.open()) {
      assertThat(open.store().commit(loaded.commit()).metadata())
          .doesNotContainKey("studylake.accepted.patients-gone");
    }
  }
}
