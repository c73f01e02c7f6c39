package io.studylake.catalog;

import static io.studylake.catalog.FaultyStore.LOST_ANSWER;
import static io.studylake.catalog.FaultyStore.LOST_REQUEST;
import static io.studylake.catalog.FaultyStore.REFUSED_WITHOUT_REASON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.version.RefNotFoundException;
import io.studylake.version.StoreUnavailableException;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PointerLogTest {
  private static final String FOLDER = "tables/raw/dm/";
  private static final View WORK = new View.Staged("work");

  @TempDir private Path folder;
  private TestLake lake;
  private FaultyStore store;
  private PointerLog log;

  @BeforeEach
  void openLog() {
    lake = new TestLake(folder);
    lake.branch("work");
    store = new FaultyStore(lake.store());
    log = new PointerLog(store, FOLDER, TestLake.QUICK, new SeenPointers());
  }

  @AfterEach
  void closeLake() {
    lake.close();
  }

  @Test
  void aLogThatNobodyWroteToIsEmpty() {
    assertThat(log.state(WORK)).isEqualTo(LogState.EMPTY);
    assertThat(log.readAll(WORK)).isEmpty();
  }

  @Test
  void aPointerGoesOnTopOfTheOneThatWasSeen() {
    Pointer first = append("m1");
    Pointer second = append("m2");

    assertThat(second.version()).isEqualTo(2);
    assertThat(second.below()).contains(first.id());
    assertThat(log.state(WORK)).isEqualTo(new LogState(Optional.of(second), Optional.of(second)));
    assertThat(log.readAll(WORK)).extracting(LoggedPointer::pointer).containsExactly(second, first);
  }

  @Test
  void aDroppedLogPointsAtNothing() {
    append("m1");
    log.append("work", log.state(WORK), new Target.Dropped());

    assertThat(log.state(WORK).live()).isEmpty();
    assertThat(append("m2").version()).isEqualTo(3);
  }

  @Test
  void theSecondOfTwoWritersIsToldThatItLost() {
    append("m1");
    LogState seenByBoth = log.state(WORK);
    log.append("work", seenByBoth, table("mine"));

    assertThatThrownBy(() -> log.append("work", seenByBoth, table("other")))
        .isInstanceOf(CommitFailedException.class)
        .hasMessage(
            "Cannot commit tables/raw/dm/9223372036854775805.json on branch work: another writer"
                + " created it first. Load the table again and repeat the change.");
    assertThat(log.state(WORK).live()).contains(table("mine"));
  }

  // Void pointers, which a store leaves behind when it loses a write while it commits.

  @Test
  void aPointerOnTopOfALostOneIsVoidAndPassedOver() {
    Pointer valid = append("m1");
    Pointer onLost = place(new Pointer(2, "c", Optional.of("lost"), table("m3")));

    assertThat(log.state(WORK)).isEqualTo(new LogState(Optional.of(valid), Optional.of(onLost)));
    assertThat(log.readAll(WORK)).extracting(LoggedPointer::valid).containsExactly(false, true);
  }

  @Test
  void theNextCommitGoesOnTopOfAVoidPointerAndIsValid() {
    append("m1");
    Pointer onLost = place(new Pointer(2, "c", Optional.of("lost"), table("m3")));

    Pointer next = append("m4");

    assertThat(next.version()).isEqualTo(3);
    assertThat(next.below()).contains(onLost.id());
    assertThat(log.state(WORK).current()).contains(next);
    assertThat(log.readAll(WORK))
        .extracting(LoggedPointer::valid)
        .containsExactly(true, false, true);
  }

  @Test
  void manyVoidPointersArePassedOver() {
    Pointer valid = append("m1");
    for (long version = 2; version < 12; version++) {
      place(new Pointer(version, "id" + version, Optional.of("lost"), table("m" + version)));
    }

    assertThat(log.state(WORK).current()).contains(valid);
    assertThat(log.state(WORK).highest().orElseThrow().version()).isEqualTo(11);
  }

  @Test
  void aLogOfVoidPointersAlonePointsAtNothing() {
    place(new Pointer(1, "a", Optional.of("lost"), table("m1")));
    Pointer highest = place(new Pointer(2, "b", Optional.of("lost"), table("m2")));

    assertThat(log.state(WORK)).isEqualTo(new LogState(Optional.empty(), Optional.of(highest)));
  }

  @Test
  void aPointerAboveAGapIsVoid() {
    Pointer first = append("m1");
    place(new Pointer(3, "c", Optional.of(first.id()), table("m3")));
    assertThat(log.state(WORK).current()).contains(first);
  }

  @Test
  void aFirstPointerOfALaterVersionIsVoid() {
    place(new Pointer(4, "d", Optional.empty(), table("m4")));
    assertThat(log.state(WORK).current()).isEmpty();
  }

  // Creates of unknown outcome.

  @Test
  void aWriteWhoseAnswerIsLostIsASuccessWhenItIsThere() {
    store.nextCreates(LOST_ANSWER);
    Pointer written = append("m1");
    assertThat(log.readAll(WORK)).extracting(LoggedPointer::pointer).containsExactly(written);
  }

  @Test
  void aWriteThatIsNotThereIsMadeAgainUnderTheSameId() {
    store.nextCreates(LOST_REQUEST, REFUSED_WITHOUT_REASON);
    Pointer written = append("m1");
    assertThat(log.readAll(WORK)).extracting(LoggedPointer::pointer).containsExactly(written);
  }

  @Test
  void aRefusalOfOnesOwnLateWriteIsASuccess() {
    store.nextCreates(
        LOST_REQUEST,
        (real, branch, path, content) -> {
          real.createExclusively(branch, path, content);
          real.createExclusively(branch, path, content);
        });
    assertThat(append("m1")).isEqualTo(log.state(WORK).current().orElseThrow());
  }

  @Test
  void aLostAnswerWhileAnotherWriterWonIsALoss() {
    Pointer others = new Pointer(1, "other", Optional.empty(), table("other"));
    store.nextCreates(
        (real, branch, path, content) -> {
          real.createExclusively(branch, path, PointerFile.write(others));
          LOST_REQUEST.create(real, branch, path, content);
        });

    assertThatThrownBy(() -> append("m1"))
        .isInstanceOf(CommitFailedException.class)
        .hasMessageContaining("another writer created it first");
  }

  @Test
  void aWriteThatNeverArrivesIsUnknownAndNotFailed() {
    store.nextCreates(LOST_REQUEST, REFUSED_WITHOUT_REASON, LOST_REQUEST);

    assertThatThrownBy(() -> append("m1"))
        .isInstanceOf(CommitStateUnknownException.class)
        .hasMessageStartingWith(
            "Cannot tell whether tables/raw/dm/9223372036854775806.json was written on branch work")
        .hasMessageContaining("timed out");
  }

  @Test
  void aWriteThatCannotBeReadBackIsUnknownAndNotTriedAgain() {
    LogState empty = log.state(WORK);
    store.nextCreates(LOST_ANSWER).nextReadsFail(1);

    assertThatThrownBy(() -> log.append("work", empty, table("m1")))
        .isInstanceOf(CommitStateUnknownException.class)
        .hasMessageContaining("connection refused");
  }

  @Test
  void aPointerWhoseValidityCannotBeCheckedIsUnknown() {
    LogState empty = log.state(WORK);
    store.nextReadsFail(1);

    assertThatThrownBy(() -> log.append("work", empty, table("m1")))
        .isInstanceOf(CommitStateUnknownException.class)
        .hasMessageStartingWith(
            "Cannot tell whether tables/raw/dm/9223372036854775806.json is valid on branch work");
  }

  @Test
  void aPointerOnTopOfALostOneIsNotReportedAsWritten() {
    append("m1");
    LogState seen = log.state(WORK);
    Pointer lost =
        new Pointer(2, "lost", Optional.of(seen.highest().orElseThrow().id()), table(""));
    LogState onLost = new LogState(Optional.of(lost), Optional.of(lost));

    assertThatThrownBy(() -> log.append("work", onLost, table("m3")))
        .isInstanceOf(CommitStateUnknownException.class)
        .hasMessageStartingWith(
            "Cannot rely on tables/raw/dm/9223372036854775804.json, written on branch work\n"
                + "the store lost it, or the pointer it was put on top of");
  }

  @Test
  void aPointerThatTheStoreLosesAtOnceIsNotReportedAsWritten() {
    store.nextCreates((real, branch, path, content) -> {});

    assertThatThrownBy(() -> append("m1"))
        .isInstanceOf(CommitStateUnknownException.class)
        .hasMessageContaining("the store lost it");
  }

  @Test
  void anInterruptedWriterStopsTryingAndStaysInterrupted() {
    store.nextCreates(LOST_REQUEST);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> append("m1")).isInstanceOf(CommitStateUnknownException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aWriteOnABranchThatIsGoneSaysSo() {
    lake.store().dropBranch("work");
    assertThatThrownBy(() -> log.append("work", LogState.EMPTY, table("m1")))
        .isInstanceOf(RefNotFoundException.class)
        .hasMessageContaining("work");
  }

  // Reads.

  @Test
  void aPointerThatIsListedBeforeItCanBeReadIsWaitedFor() {
    Pointer written = append("m1");
    store.nextReadsFindNothing(1);
    assertThat(log.state(WORK).current()).contains(written);
  }

  @Test
  void aPointerThatIsListedAndNeverReadableIsAnError() {
    append("m1");
    store.nextReadsFindNothing(3);
    assertThatThrownBy(() -> log.state(WORK))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage(
            "Cannot read the pointers in tables/raw/dm/: the store lists more than it holds. Try"
                + " again.");
  }

  @Test
  void aCommittedViewDoesNotShowStagedPointers() {
    append("m1");
    View committed = new View.Committed(lake.head(VersionStore.MAIN));
    assertThat(log.state(committed)).isEqualTo(LogState.EMPTY);
    assertThat(log.readAll(committed)).isEqualTo(List.of());
  }

  private Pointer append(String metadata) {
    return log.append("work", log.state(WORK), table(metadata)).pointer();
  }

  private Pointer place(Pointer pointer) {
    store.createExclusively(
        "work", FOLDER + PointerFile.name(pointer.version()), PointerFile.write(pointer));
    return pointer;
  }

  private static Target table(String metadata) {
    return new Target.Table("file:///w/" + metadata, "u-1");
  }
}
