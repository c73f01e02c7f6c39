package io.studylake.version.lakefs;

import static io.studylake.version.VersionStore.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.testing.NeedsServers;
import io.studylake.testing.Servers;
import io.studylake.version.AmbiguousWriteException;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.Entry;
import io.studylake.version.Link;
import io.studylake.version.StoreUnavailableException;
import io.studylake.version.View;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests and answers that get lost on the way: everything still happens exactly once. */
@NeedsServers
class LostAnswersTest {
  private LossyProxy network;
  private LakefsVersionStore store;
  private CommitId first;

  @BeforeEach
  void openAStudyThroughABadNetwork() throws IOException {
    network = new LossyProxy(Servers.shared().lakefsEndpoint());
    store =
        LakefsVersionStore.openOrCreate(
            TestRepositories.through(network), TestRepositories.newName());
    first = store.require(MAIN);
    store.createBranch("work", first);
  }

  @AfterEach
  void close() {
    store.close();
    network.close();
  }

  @ParameterizedTest
  @EnumSource(LossyProxy.Lost.class)
  void aCommitIsMadeOnce(LossyProxy.Lost lost) {
    store.createExclusively("work", "a", new byte[] {1});
    network.lose(lost, 2, "POST", "/commits");

    Commit commit = store.commit("work", "One", Map.of("rows", "1"));

    assertThat(store.require("work")).isEqualTo(commit.id());
    assertThat(commit.parents()).containsExactly(first);
    assertThat(commit.metadata()).containsExactly(Map.entry("rows", "1"));
    try (var log = store.log(commit.id())) {
      assertThat(log).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(LossyProxy.Lost.class)
  void aMergeIsMadeOnce(LossyProxy.Lost lost) {
    store.createExclusively("work", "a", new byte[] {1});
    Commit source = store.commit("work", "One", Map.of());
    network.lose(lost, 2, "POST", "/merge/");

    Commit merge = store.merge("work", MAIN, "Publish", Map.of());

    assertThat(merge.parents()).containsExactly(first, source.id());
    assertThat(store.require(MAIN)).isEqualTo(merge.id());
    try (var log = store.log(merge.id())) {
      assertThat(log).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(LossyProxy.Lost.class)
  void aBranchAndATagAreMadeOnce(LossyProxy.Lost lost) {
    network.lose(lost, 1, "POST", "/branches");
    store.createBranch("second", first);
    network.lose(lost, 1, "POST", "/tags");
    store.createTag("d1", first);

    assertThat(store.resolve("second")).contains(first);
    assertThat(store.resolve("d1")).contains(first);
  }

  @ParameterizedTest
  @EnumSource(LossyProxy.Lost.class)
  void readsLinksAndRemovalsAreRepeated(LossyProxy.Lost lost) {
    Link link = new Link("s3a://studylake/archive/ab12", 4711, "ab12".repeat(16));
    network.lose(lost, 2, "PUT", "/staging/backing");
    store.link("work", "linked", link);
    network.lose(lost, 2, "GET", "/objects/ls");
    assertThat(store.list(new View.Staged("work"), "", 9))
        .extracting(Entry::path)
        .containsExactly("linked");
    network.lose(lost, 2, "DELETE", "/objects");
    store.remove("work", "linked");
    network.lose(lost, 2, "DELETE", "/branches");
    store.dropBranch("work");

    assertThat(store.branches()).containsExactly(MAIN);
  }

  @ParameterizedTest
  @EnumSource(LossyProxy.Lost.class)
  void anExclusiveCreateIsNeverRepeated(LossyProxy.Lost lost) {
    network.lose(lost, 1, "POST", "/objects");

    assertThatThrownBy(() -> store.createExclusively("work", "a", new byte[] {1}))
        .isInstanceOf(AmbiguousWriteException.class)
        .hasMessageStartingWith("Cannot tell whether a was created on branch 'work' in ")
        .hasMessageEndingWith("Read it back.");

    assertThat(store.read(new View.Staged("work"), "a").isPresent())
        .isEqualTo(lost == LossyProxy.Lost.ANSWER);
  }

  @ParameterizedTest
  @EnumSource(LossyProxy.Lost.class)
  void triesAreBounded(LossyProxy.Lost lost) {
    network.lose(lost, 4, "GET", "/branches/work");

    assertThatThrownBy(() -> store.require("work"))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageStartingWith("Cannot find 'work' in repository ")
        .hasMessageContaining("no answer");
    assertThat(store.require("work")).isEqualTo(first);
  }
}
