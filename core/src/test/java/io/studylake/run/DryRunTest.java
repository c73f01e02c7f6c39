package io.studylake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.studylake.config.ConfigurationException;
import io.studylake.lake.Study;
import io.studylake.progress.Progress;
import io.studylake.run.DeliveryResult.AlreadyPublished;
import io.studylake.run.DeliveryResult.Checked;
import io.studylake.testing.Sparks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deliver --dry-run} says what deliver would, and leaves nothing but its report. */
class DryRunTest {
  @TempDir private static Path folder;
  private static StudyFixture study;

  @BeforeAll
  static void deliverTheFirst() {
    study = new StudyFixture(folder);
    study.deliverPilot("d1");
  }

  private static DeliveryResult check(Path source, String name) {
    try (Study open = study.open()) {
      return new DryRun(
              new Workplace(study.configuration(), open, Sparks::session, Progress.SILENT),
              new DeliveryRequest(source, name, Optional.empty(), true, false))
          .execute();
    }
  }

  /** Every file of the lake but reports, with its size. */
  private static Map<String, Long> lake() {
    Map<String, Long> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder.resolve("lake"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!name.startsWith("lake/reports/")) {
          files.put(name, Files.size(file));
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return files;
  }

  private static String page(Optional<Path> report) {
    try {
      return Files.readString(report.orElseThrow());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aGoodDeliveryIsReadAndNothingIsWritten() {
    Map<String, Long> before = lake();

    Checked checked = (Checked) check(StudyFixture.PILOT.resolve("d2"), "d2");

    assertThat(lake()).isEqualTo(before);
    assertThat(checked.figures().datasets()).isEqualTo(4);
    assertThat(checked.figures().rows()).isEqualTo(2418);
    assertThat(checked.figures().newKeys()).isEmpty();
    assertThat(page(checked.report()))
        .contains("Dry run: ", "Passed", "Not counted: a dry run gives no keys.", ">1,744<");
  }

  @Test
  void aBadDeliveryIsRefusedWithTheProblemsThatDeliverNames() {
    Path bad = study.copy(StudyFixture.PILOT.resolve("d2"), "bad");
    StudyFixture.edit(
        bad.resolve("dm.csv"), text -> text.replaceFirst(",\\d+,YEARS", ",sixty,YEARS"));
    StudyFixture.edit(bad.resolve("ae.csv"), text -> text.replaceFirst("\n\"?CDISC", "\nx,CDISC"));
    StudyFixture.edit(
        bad.resolve("contents.csv"),
        text -> text.replaceFirst("(?m)^[^\n]*,VSORRESU,[^\n]*\n", ""));
    Map<String, Long> before = lake();

    DeliveryRejected dry = catchThrowableOfType(DeliveryRejected.class, () -> check(bad, "d2"));

    assertThat(lake()).isEqualTo(before);
    assertThat(dry.branch()).isEmpty();
    assertThat(page(dry.report())).contains("Dry run: ", "Refused", "sixty");
    DeliveryRejected real =
        catchThrowableOfType(DeliveryRejected.class, () -> study.deliver(bad, "d2"));
    assertThat(dry).hasMessage(real.getMessage());
    assertThat(dry.problems()).isEqualTo(real.problems()).hasSizeGreaterThan(2);
    assertThat(dry.counts()).isEqualTo(real.counts());
  }

  @Test
  void aMissingDatasetIsJudgedWithoutKeys() {
    Path without = study.copy(StudyFixture.PILOT.resolve("d2"), "without");
    StudyFixture.delete(without.resolve("ae.csv"));
    StudyFixture.edit(
        without.resolve("contents.csv"), text -> text.replaceAll("(?m)^[^\n]*\\bAE,[^\n]*\n", ""));

    DeliveryRejected dry = catchThrowableOfType(DeliveryRejected.class, () -> check(without, "d2"));

    assertThat(dry).hasMessage("Cannot publish d2: rule dataset-missing.");
  }

  @Test
  void whatIsPublishedIsNothingToDo() {
    assertThat(check(StudyFixture.PILOT.resolve("d1"), "d1")).isInstanceOf(AlreadyPublished.class);
  }

  @Test
  void otherContentUnderAPublishedNameIsAConflict() {
    assertThatThrownBy(() -> check(StudyFixture.PILOT.resolve("d2"), "d1"))
        .isInstanceOf(DeliveryConflict.class);
  }

  @Test
  void aMasterWhoseExecutorsDoNotSeeTheFolderIsRefused() {
    StudyFixture cluster =
        new StudyFixture(folder).with("spark.master", "spark://nowhere:7077").withoutSpark();
    try (Study open = cluster.open()) {
      DryRun run =
          new DryRun(
              new Workplace(cluster.configuration(), open, Sparks::session, Progress.SILENT),
              new DeliveryRequest(
                  StudyFixture.PILOT.resolve("d2"), "d2", Optional.empty(), true, false));
      assertThatThrownBy(run::execute)
          .isInstanceOf(ConfigurationException.class)
          .hasMessage(
              "Cannot do a dry run on the Spark master spark://nowhere:7077: files are read where they"
                  + " were delivered, and its executors do not see that folder. Add"
                  + " -Dstudylake.spark.master=local[*], or deliver with --no-publish.");
    }
  }
}
