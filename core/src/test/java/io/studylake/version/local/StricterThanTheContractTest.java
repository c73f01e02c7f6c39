package io.studylake.version.local;

import static io.studylake.version.VersionStore.MAIN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.Entry;
import io.studylake.version.Link;
import io.studylake.version.MergeConflictException;
import io.studylake.version.PathExistsException;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded store checks beyond the contract. */
class StricterThanTheContractTest {
  private static final Link DM =
      new Link("s3a://lake/warehouse/pilot/archive/ab12", 4711, "ab12".repeat(16));

  @TempDir Path lake;
  private VersionStore store;

  @BeforeEach
  void createStudy() {
    store = LocalVersionStore.openOrCreate(lake, "pilot");
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void aPathIsAFileOrAFolderNeverBoth() {
    create("work", "a/b", "one");

    assertThatThrownBy(() -> create("work", "a/b/c", "two"))
        .isInstanceOf(PathExistsException.class)
        .hasMessage("Cannot create a/b/c on branch 'work': a/b is a file. Choose another path.");
    assertThatThrownBy(() -> create("work", "a", "two")).isInstanceOf(PathExistsException.class);
    assertThatThrownBy(() -> store.link("work", "a", DM))
        .isInstanceOf(PathExistsException.class)
        .hasMessage("Cannot link a on branch 'work': it is a folder. Choose another path.");
    assertThat(store.read(staged("work"), "a")).isEmpty();
    store.remove("work", "a");
    assertThat(paths(staged("work"))).containsExactly("a/b");
  }

  @Test
  void afterBranchesMergedEachOtherASideThatDiffersFromAnyBaseCountsAsChanged() {
    commit(MAIN, "a", "one");
    branch("left");
    branch("right");
    store.link("left", "a", DM);
    CommitId left = store.commit("left", "Change", Map.of()).id();
    CommitId right = commit("right", "b", "two").id();
    store.createBranch("left-with-right", left);
    store.createBranch("right-with-left", right);
    store.merge("right", "left-with-right", "Cross", Map.of());
    store.merge("left", "right-with-left", "Cross", Map.of());
    store.remove("right-with-left", "a");
    store.commit("right-with-left", "Drop", Map.of());

    assertThatThrownBy(() -> store.merge("right-with-left", "left-with-right", "Merge", Map.of()))
        .isInstanceOf(MergeConflictException.class);
    assertThatThrownBy(() -> store.merge("left-with-right", "right-with-left", "Merge", Map.of()))
        .isInstanceOf(MergeConflictException.class);
  }

  private void branch(String name) {
    if (!store.branches().contains(name)) {
      store.createBranch(name, store.require(MAIN));
    }
  }

  private void create(String branch, String path, String content) {
    branch(branch);
    store.createExclusively(branch, path, content.getBytes(UTF_8));
  }

  private Commit commit(String branch, String path, String content) {
    create(branch, path, content);
    return store.commit(branch, "Add " + path, Map.of());
  }

  private static View staged(String branch) {
    return new View.Staged(branch);
  }

  private List<String> paths(View view) {
    return store.list(view, "", Integer.MAX_VALUE).stream().map(Entry::path).toList();
  }
}
