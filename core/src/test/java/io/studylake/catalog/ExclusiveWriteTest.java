package io.studylake.catalog;

import static io.studylake.catalog.FaultyStore.LOST_ANSWER;
import static io.studylake.catalog.FaultyStore.LOST_REQUEST;
import static io.studylake.catalog.FaultyStore.REFUSED_WITHOUT_REASON;
import static io.studylake.catalog.FaultyStore.UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.version.ExclusiveWrite;
import io.studylake.version.StoreUnavailableException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExclusiveWriteTest {
  private static final byte[] OWN = "own".getBytes(UTF_8);

  @TempDir private Path folder;
  private TestLake lake;
  private FaultyStore store;
  private ExclusiveWrite write;

  @BeforeEach
  void openStore() {
    lake = new TestLake(folder);
    lake.branch("work");
    store = new FaultyStore(lake.store());
    write = new ExclusiveWrite(store, TestLake.QUICK);
  }

  @AfterEach
  void closeLake() {
    lake.close();
  }

  @Test
  void aWriteThatIsThereIsASuccessHoweverItsCreateEnded() {
    store.nextCreates(UNAVAILABLE, REFUSED_WITHOUT_REASON, LOST_ANSWER);
    assertThat(write.create("work", "runs/a.json", OWN)).isEmpty();
    assertThat(write.create("work", "runs/a.json", OWN)).isEmpty();
  }

  @Test
  void whatAnotherWroteFirstIsHandedBackAndLeft() {
    store.createExclusively("work", "runs/a.json", "other".getBytes(UTF_8));

    assertThat(write.create("work", "runs/a.json", OWN)).contains("other".getBytes(UTF_8));
    store.nextCreates(LOST_REQUEST);
    assertThat(write.create("work", "runs/a.json", OWN)).contains("other".getBytes(UTF_8));
  }

  @Test
  void aWriteThatIsRefusedAndNeverThereIsUnknownAndNotSaidToExist() {
    store.nextCreates(LOST_REQUEST, LOST_REQUEST, REFUSED_WITHOUT_REASON);

    assertThatThrownBy(() -> write.create("work", "runs/a.json", OWN))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage(
            "Cannot tell whether runs/a.json was written on branch work: it is refused as if it"
                + " existed, yet nothing is there. Run it again.");
  }

  @Test
  void aWriteThatNeverArrivesSaysWhatTheStoreSaid() {
    store.nextCreates(REFUSED_WITHOUT_REASON, REFUSED_WITHOUT_REASON, UNAVAILABLE);

    assertThatThrownBy(() -> write.create("work", "runs/a.json", OWN))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage(
            "Cannot tell whether runs/a.json was written on branch work: Cannot reach the store:"
                + " connection refused");
  }

  @Test
  void aWriteThatCannotBeReadBackIsNotTriedAgain() {
    store.nextCreates(LOST_REQUEST).nextReadsFail(1);

    assertThatThrownBy(() -> write.create("work", "runs/a.json", OWN))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage(
            "Cannot tell whether runs/a.json was written on branch work: Cannot reach the store:"
                + " connection refused");
  }
}
