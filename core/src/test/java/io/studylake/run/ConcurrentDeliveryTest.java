package io.studylake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.lake.Study;
import io.studylake.progress.Progress;
import io.studylake.run.DeliveryResult.AlreadyPublished;
import io.studylake.run.DeliveryResult.Loaded;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that meet at the step Publish. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ConcurrentDeliveryTest {
  @TempDir private Path folder;
  private StudyFixture study;

  @BeforeEach
  void openTheStudy() {
    study = new StudyFixture(folder);
  }

  private Path delivery(String name, String... patientAndSite) {
    StringBuilder dm = new StringBuilder("USUBJID,SITEID\n");
    for (String row : patientAndSite) {
      dm.append(row).append('\n');
    }
    return study.write(
        name,
        Map.of(
            "contents.csv",
            "dataset,column,type\nDM,USUBJID,char\nDM,SITEID,char\n",
            "dm.csv",
            dm.toString()));
  }

  private static DeliveryRequest request(Path folder, String name) {
    return new DeliveryRequest(folder, name, Optional.empty(), true, false);
  }

  @Test
  void ofTwoRunsOfOneDeliveryOnePublishesAndTheOtherFindsItPublished() throws Exception {
    Path d1 = delivery("d1", "01-001,701", "01-002,702");

    List<DeliveryResult> results = meetingAtPublish(request(d1, "d1"), request(d1, "d1"));

    assertThat(results).hasAtLeastOneElementOfType(Loaded.class);
    assertThat(results).contains(new AlreadyPublished("d1", study.head(), true));
    assertThat(results).extracting(DeliveryResult::commit).containsOnly(study.head());
    assertThat(published()).containsExactly("Delivery d1");
    assertThat(study.branches()).containsExactly("main");
    assertThat(study.number("SELECT count(*) FROM study.main.meta.deliveries")).isEqualTo(1);
    assertThat(study.keyMap("main", "patient").values()).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void twoDeliveriesAtOnceAreBothPublishedOneAfterTheOtherWithDenseKeys() throws Exception {
    Path a = delivery("a", "01-001,701", "01-002,701");
    Path b = delivery("b", "01-002,702", "01-003,702", "01-001,701");

    List<DeliveryResult> results = meetingAtPublish(request(a, "a"), request(b, "b"));

    assertThat(results).hasOnlyElementsOfType(Loaded.class);
    assertThat(results.get(0).commit()).isNotEqualTo(results.get(1).commit());
    assertThat(published()).containsExactlyInAnyOrder("Delivery a", "Delivery b");
    assertThat(results).extracting(DeliveryResult::commit).contains(study.head());
    assertThat(study.branches()).containsExactly("main");
    assertThat(study.keyMap("main", "patient").keySet())
        .containsExactly("01-001", "01-002", "01-003");
    assertThat(study.keyMap("main", "patient").values()).containsExactlyInAnyOrder(1L, 2L, 3L);
    assertThat(study.keyMap("main", "location").values()).containsExactlyInAnyOrder(1L, 2L);
    for (String ref : List.of("a", "b")) {
      assertThat(study.keyMap("main", "patient"))
          .containsAllEntriesOf(study.keyMap(ref, "patient"));
      assertThat(
              study.number(
                  "SELECT count(*) FROM study.`%1$s`.base.dm b LEFT JOIN study.main.keys.patient p ON p.patient_key = b.patient_key WHERE p.patient IS NULL OR p.patient <> b.usubjid"
                      .formatted(ref)))
          .isZero();
    }
    assertThat(study.number("SELECT count(*) FROM study.main.meta.deliveries WHERE passed"))
        .isEqualTo(2);
  }

  /** Each run in a thread and a fixture of its own; neither publishes before both are ready to. */
  private List<DeliveryResult> meetingAtPublish(DeliveryRequest... requests) throws Exception {
    CyclicBarrier ready = new CyclicBarrier(requests.length);
    ExecutorService threads = Executors.newFixedThreadPool(requests.length);
    try {
      List<Future<DeliveryResult>> runs = new ArrayList<>();
      for (DeliveryRequest request : requests) {
        runs.add(
            threads.submit(
                () ->
                    new StudyFixture(folder)
                        .run(request, atFirstPublish(() -> awaitOthers(ready)))));
      }
      List<DeliveryResult> results = new ArrayList<>();
      for (Future<DeliveryResult> run : runs) {
        results.add(run.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void awaitOthers(CyclicBarrier ready) {
    try {
      ready.await(90, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError("the other run did not come to its step Publish", e);
    }
  }

  private static Progress atFirstPublish(Runnable action) {
    AtomicBoolean done = new AtomicBoolean();
    return new Progress() {
      @Override
      public void step(String step, String detail) {
        if (step.equals("Publish") && done.compareAndSet(false, true)) {
          action.run();
        }
      }
    };
  }

  @Test
  void aRunThatIsOvertakenSaysSoAndStartsAgainFromTheNewHead() {
    Path a = delivery("a", "01-001,701");
    Path b = delivery("b", "01-000,701", "01-001,701");
    List<String> notes = new ArrayList<>();
    Progress overtaken = atFirstPublish(() -> new StudyFixture(folder).deliver(b, "b"));
    Progress listening =
        new Progress() {
          @Override
          public void step(String step, String detail) {
            overtaken.step(step, detail);
          }

          @Override
          public void note(String text) {
            notes.add(text);
          }
        };

    DeliveryResult result = study.run(request(a, "a"), listening);

    CommitId first = tag("b");
    assertThat(notes)
        .containsExactly(
            "Snapshot b was published meanwhile (%s). Starting again from the new head."
                .formatted(first.abbreviated()));
    assertThat(published()).containsExactly("Delivery a", "Delivery b");
    assertThat(result.commit()).isEqualTo(study.head()).isEqualTo(tag("a"));
    assertThat(((Loaded) result).figures().newKeys()).doesNotContainKey("patient");
    assertThat(study.keyMap("a", "patient")).isEqualTo(study.keyMap("b", "patient")).hasSize(2);
    assertThat(study.branches()).containsExactly("main");
  }

  @Test
  void aRunThatIsOvertakenTooOftenGivesUpAndLeavesNoBranch() {
    Path a = delivery("a", "01-001,701");
    Path b = delivery("b", "01-000,701", "01-001,701");
    study.with("publish.attempts", "1");

    assertThatThrownBy(
            () ->
                study.run(
                    request(a, "a"),
                    atFirstPublish(() -> new StudyFixture(folder).deliver(b, "b"))))
        .isInstanceOf(PublishingContended.class)
        .hasMessage(
            "Cannot publish a: main moved 1 times while it was loaded. Run it again when fewer"
                + " deliveries are published, or raise studylake.publish.attempts.");

    assertThat(published()).containsExactly("Delivery b");
    assertThat(study.branches()).containsExactly("main");
    assertThat(study.deliver(a, "a")).isInstanceOf(Loaded.class);
  }

  private CommitId tag(String name) {
    try (Study open = study.open()) {
      return open.store().require(name);
    }
  }

  /** Messages of the commits of main that published a delivery, newest first. */
  private List<String> published() {
    try (Study open = study.open();
        var log = open.store().log(open.store().require("main"))) {
      return log.filter(commit -> !commit.metadata().isEmpty())
          .map(Commit::message)
          .filter(message -> message.startsWith("Delivery "))
          .distinct()
          .toList();
    }
  }
}
