package io.studylake.version.lakefs;

import static io.studylake.version.VersionStore.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.studylake.testing.NeedsServers;
import io.studylake.version.CommitId;
import io.studylake.version.Link;
import io.studylake.version.MergeConflictException;
import io.studylake.version.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Listings longer than the 1,000 entries that the server gives at once. */
@NeedsServers
class PagesTest {
  private static final int MANY = 1050;

  @Test
  void listingsDiffsAndConflictsAreWhole() throws Exception {
    try (LakefsVersionStore store =
        LakefsVersionStore.openOrCreate(TestRepositories.settings(), TestRepositories.newName())) {
      CommitId first = store.require(MAIN);
      store.createBranch("left", first);
      store.createBranch("right", first);
      for (String branch : List.of("left", "right")) {
        link(store, branch);
      }
      CommitId left = store.commit("left", "Many", Map.of()).id();
      store.commit("right", "As many", Map.of());
      View view = new View.Committed(left);

      assertThat(store.list(view, "t/", Integer.MAX_VALUE)).hasSize(MANY).doesNotHaveDuplicates();
      assertThat(store.list(view, "t/", 1001)).hasSize(1001);
      assertThat(store.children(view, "t/")).hasSize(MANY).isSorted();
      assertThat(store.diff(first, left)).hasSize(MANY);
      store.merge("left", MAIN, "Publish", Map.of());
      MergeConflictException conflict =
          catchThrowableOfType(
              MergeConflictException.class, () -> store.merge("right", MAIN, "Publish", Map.of()));
      assertThat(conflict.paths()).hasSize(MANY);
      assertThat(conflict).hasMessageContaining("and %d more".formatted(MANY - 20));
    }
  }

  @Test
  void aLogIsReadPageByPage() {
    try (LakefsVersionStore store =
        LakefsVersionStore.openOrCreate(TestRepositories.settings(), TestRepositories.newName())) {
      store.createBranch("work", store.require(MAIN));
      for (int i = 0; i < 120; i++) {
        store.createExclusively("work", "f" + i, new byte[] {1});
        store.commit("work", "Commit " + i, Map.of());
      }

      try (var log = store.log(store.require("work"))) {
        assertThat(log).hasSize(121);
      }
    }
  }

  private static void link(LakefsVersionStore store, String branch) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> links = new ArrayList<>();
      IntStream.range(0, MANY)
          .forEach(
              i ->
                  links.add(
                      threads.submit(
                          () ->
                              store.link(
                                  branch,
                                  "t/%04d/x".formatted(i),
                                  new Link("s3a://studylake/%s/%d".formatted(branch, i), 1, "")))));
      for (Future<?> link : links) {
        link.get();
      }
    } finally {
      threads.shutdown();
    }
  }
}
