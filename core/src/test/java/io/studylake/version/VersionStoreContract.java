package io.studylake.version;

import static io.studylake.version.VersionStore.MAIN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every version store does. */
public abstract class VersionStoreContract {
  private static final Link DM =
      new Link("s3a://lake/warehouse/pilot/archive/ab12", 4711, "ab12".repeat(16));

  private VersionStore store;

  /** A store of a study that was not there before. */
  protected abstract VersionStore newStudy();

  /** The same study, opened once more. */
  protected abstract VersionStore openAgain();

  @BeforeEach
  void createStudy() {
    store = newStudy();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void aNewStudyHasMainWithAnEmptyFirstCommit() {
    assertThat(store.branches()).containsExactly(MAIN);
    assertThat(store.tags()).isEmpty();
    assertThat(store.list(committed(MAIN), "", 10)).isEmpty();
    assertThat(store.commit(head(MAIN)).parents()).isEmpty();
    assertThat(store.log(head(MAIN))).hasSize(1);
  }

  @Test
  void aStagedWriteIsReadInTheStagedViewAlone() {
    create("work", "a/b.json", "one");

    assertThat(text(staged("work"), "a/b.json")).contains("one");
    assertThat(paths(staged("work"), "")).containsExactly("a/b.json");
    assertThat(store.children(staged("work"), "")).containsExactly("a");
    assertThat(text(committed("work"), "a/b.json")).isEmpty();
    assertThat(paths(committed("work"), "")).isEmpty();
    assertThat(text(staged(MAIN), "a/b.json")).isEmpty();
  }

  @Test
  void aStagedWriteIsSeenByAnotherInstance() {
    create("work", "a", "one");

    try (VersionStore other = openAgain()) {
      assertThat(other.read(staged("work"), "a")).contains("one".getBytes(UTF_8));
    }
  }

  @Test
  void aCommitSweepsEverythingStagedOnItsBranchAndNothingElse() {
    create("work", "a", "one");
    create("other", "z", "other");
    store.link("work", "deliveries/d1/dm.csv", DM);
    CommitId before = head("work");

    Commit commit = store.commit("work", "Two files", Map.of());

    assertThat(head("work")).isEqualTo(commit.id());
    assertThat(commit.parents()).containsExactly(before);
    assertThat(paths(new View.Committed(commit.id()), ""))
        .containsExactly("a", "deliveries/d1/dm.csv");
    assertThat(paths(new View.Committed(before), "")).isEmpty();
    assertThat(paths(committed("other"), "")).isEmpty();
    assertThat(text(staged("other"), "z")).contains("other");
  }

  @Test
  void aCommitWithNothingStagedIsRefused() {
    branch("work");

    assertThatThrownBy(() -> store.commit("work", "Nothing", Map.of()))
        .isInstanceOf(NothingToCommitException.class)
        .hasMessage("Cannot commit branch 'work': nothing is staged on it. Write something first.");
  }

  @Test
  void messageAndMetadataComeBackAsTheyWere() {
    Map<String, String> metadata =
        Map.of("rows", "12", "quote \"\\\n", "ü € 𝄞 \u0000\u0007\r\n", "metadata: {}", "");
    String message = " Publish d1\n\nmetadata: {\"a\":\"b\"}\r\n\n# ü € 𝄞\n\n";
    create("work", "a", "one");
    Instant before = Instant.now().minusSeconds(1);

    Commit commit = store.commit("work", message, metadata);

    assertThat(commit.message()).isEqualTo(message);
    assertThat(commit.metadata()).isEqualTo(metadata);
    assertThat(commit.createdAt()).isBetween(before, Instant.now().plus(Duration.ofSeconds(1)));
    assertThat(store.commit(commit.id())).isEqualTo(commit);
  }

  @Test
  void anExclusiveCreateOfAPathThatIsStagedOrCommittedIsRefused() {
    create("work", "a", "one");

    assertThatThrownBy(() -> create("work", "a", "two"))
        .isInstanceOf(PathExistsException.class)
        .hasMessage("Cannot create a on branch 'work': it exists. Choose another path.");
    store.commit("work", "One", Map.of());
    assertThatThrownBy(() -> create("work", "a", "two")).isInstanceOf(PathExistsException.class);
    assertThat(text(staged("work"), "a")).contains("one");
  }

  @Test
  void ofEightThreadsThatCreateOnePathOneWins() throws Exception {
    branch("work");

    for (String path : List.of("p/1", "p/2", "p/3", "p/4", "p/5")) {
      List<Boolean> won =
          inEightThreads(
              writer -> {
                try {
                  store.createExclusively("work", path, ("writer " + writer).getBytes(UTF_8));
                  return true;
                } catch (PathExistsException e) {
                  return false;
                }
              });

      assertThat(won).containsOnlyOnce(true);
      assertThat(text(staged("work"), path)).contains("writer " + won.indexOf(true));
    }
  }

  @Test
  void eightThreadsWithAnInstanceEachLoseNothing() throws Exception {
    branch("work");

    inEightThreads(
        writer -> {
          try (VersionStore own = openAgain()) {
            for (int file = 0; file < 5; file++) {
              own.createExclusively("work", "w%d/f%d".formatted(writer, file), new byte[] {1});
            }
          }
          return true;
        });

    assertThat(paths(staged("work"), "")).hasSize(40);
  }

  @Test
  void linksAreToldFromFiles() {
    create("work", "plain", "{\"address\":\"x\",\"sizeBytes\":1,\"sha256\":\"y\"}");
    store.link("work", "linked", DM);

    assertThat(store.list(staged("work"), "", 9))
        .extracting(Entry::path, Entry::target)
        .containsExactly(tuple("linked", Optional.of(DM)), tuple("plain", Optional.empty()));
  }

  @Test
  void aLinkReplacesWhatWasThere() {
    create("work", "a", "one");
    store.link("work", "a", DM);
    Link second = new Link("s3://bucket/ü \"x\"", 0, "0".repeat(64));

    store.link("work", "a", second);

    assertThat(store.list(staged("work"), "", 9))
        .extracting(Entry::path, Entry::target)
        .containsExactly(tuple("a", Optional.of(second)));
  }

  @Test
  void entriesOfEqualContentIdsHoldTheSameBytes() {
    commit(MAIN, "kept", "one");
    create("work", "kept2", "two");
    store.commit("work", "Two", Map.of());

    List<Entry> main = store.list(committed(MAIN), "", 9);
    List<Entry> work = store.list(committed("work"), "", 9);

    assertThat(work.get(0)).isEqualTo(main.get(0));
    assertThat(work).extracting(Entry::contentId).doesNotHaveDuplicates();
  }

  @Test
  void removingTheLastFileOfAFolderRemovesTheFolder() {
    create("work", "a/b/c", "one");
    create("work", "d", "two");
    store.commit("work", "Both", Map.of());

    store.remove("work", "a/b/c");
    store.remove("work", "not/there");
    store.commit("work", "Without a/b/c", Map.of());

    assertThat(store.children(committed("work"), "")).containsExactly("d");
    assertThat(store.children(committed("work"), "a/")).isEmpty();
  }

  @Test
  void resetDropsWhatIsStagedAndKeepsWhatIsCommitted() {
    commit("work", "a", "one");
    create("work", "b", "two");

    store.reset("work");

    assertThat(paths(staged("work"), "")).containsExactly("a");
    assertThatThrownBy(() -> store.commit("work", "Nothing", Map.of()))
        .isInstanceOf(NothingToCommitException.class);
  }

  @Test
  void aMovedBranchHasTheOtherCommitAndNothingStaged() {
    CommitId one = commit("work", "a", "one").id();
    CommitId two = commit("work", "b", "two").id();
    create("work", "c", "three");

    store.moveBranch("work", two, one);

    assertThat(head("work")).isEqualTo(one);
    assertThat(paths(staged("work"), "")).containsExactly("a");
    assertThat(paths(new View.Committed(two), "")).containsExactly("a", "b");
    store.moveBranch("work", one, two);
    assertThat(paths(staged("work"), "")).containsExactly("a", "b");
  }

  @Test
  void aBranchMovedToItsHeadLosesWhatIsStagedAlone() {
    CommitId head = commit("work", "a", "one").id();
    create("work", "b", "two");

    store.moveBranch("work", head, head);

    assertThat(head("work")).isEqualTo(head);
    assertThat(paths(staged("work"), "")).containsExactly("a");
  }

  @Test
  void aBranchThatSomebodyElseMovedStaysAsItIs() {
    CommitId one = commit("work", "a", "one").id();
    CommitId two = commit("work", "b", "two").id();
    create("work", "c", "three");

    assertThatThrownBy(() -> store.moveBranch("work", one, head(MAIN)))
        .isInstanceOf(BranchMovedException.class)
        .hasMessage(
            "Cannot move branch 'work': it is at %s by now, not at %s any more. Look at it, then try"
                    .formatted(two.abbreviated(), one.abbreviated())
                + " again.");
    assertThat(head("work")).isEqualTo(two);
    assertThat(paths(staged("work"), "")).containsExactly("a", "b", "c");
  }

  @Test
  void mainIsNeverMoved() {
    CommitId before = head(MAIN);
    CommitId head = commit(MAIN, "a", "one").id();

    assertThatThrownBy(() -> store.moveBranch(MAIN, head, before))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot move branch 'main': it holds what is published. Move another branch.");
    assertThat(head(MAIN)).isEqualTo(head);
  }

  @Test
  void listsComeInOrderOfCodePointsFromTheFirstOn() {
    List<String> inOrder =
        List.of("a-b/x", "a.json", "a/0", "a/b/c", "a0", "b", "é", "\uFFFDbeforeAstral", "𝄞");
    for (String path : inOrder.stream().sorted(Comparator.reverseOrder()).toList()) {
      create("work", path, path);
    }

    assertThat(paths(staged("work"), "")).containsExactlyElementsOf(inOrder);
    assertThat(store.list(staged("work"), "", 3))
        .extracting(Entry::path)
        .containsExactly("a-b/x", "a.json", "a/0");
    assertThat(store.list(staged("work"), "", 0)).isEmpty();
  }

  @Test
  void aPrefixIsTheBeginningOfThePathNotAFolder() {
    for (String path : List.of("tables/raw/ae/1", "tables/raw/aex/1", "tables/rawer", "other")) {
      create("work", path, path);
    }

    assertThat(paths(staged("work"), "tables/raw"))
        .containsExactly("tables/raw/ae/1", "tables/raw/aex/1", "tables/rawer");
    assertThat(paths(staged("work"), "tables/raw/ae"))
        .containsExactly("tables/raw/ae/1", "tables/raw/aex/1");
    assertThat(paths(staged("work"), "tables/raw/ae/")).containsExactly("tables/raw/ae/1");
    assertThat(paths(staged("work"), "tables/raw/b")).isEmpty();
    assertThat(paths(staged("work"), "nothing/here/")).isEmpty();
  }

  @Test
  void childrenAreTheNextPartsOfThePath() {
    for (String path : List.of("t/raw/ae/1", "t/raw/ae-2/1", "t/raw/dm/1", "t/raw/file")) {
      create("work", path, path);
    }

    assertThat(store.children(staged("work"), "")).containsExactly("t");
    assertThat(store.children(staged("work"), "t/raw/"))
        .containsExactly("ae", "ae-2", "dm", "file");
    assertThat(store.children(staged("work"), "t/raw/file/")).isEmpty();
    assertThat(store.children(staged("work"), "none/")).isEmpty();
    assertThatThrownBy(() -> store.children(staged("work"), "t/raw"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot list the children of 't/raw': a folder ends in a slash. Use 't/raw/'.");
  }

  @Test
  void aMergeBringsTheChangesOfTheSourceIntoTheTarget() {
    commit(MAIN, "kept", "one");
    commit(MAIN, "removed", "one");
    branch("work");
    commit("work", "added", "two");
    store.remove("work", "removed");
    Commit source = store.commit("work", "Remove", Map.of());
    Commit target = commit(MAIN, "meanwhile", "three");

    Commit merge = store.merge("work", MAIN, "Publish", Map.of("rows", "3"));

    assertThat(merge.parents()).containsExactly(target.id(), source.id());
    assertThat(merge.metadata()).containsEntry("rows", "3");
    assertThat(head(MAIN)).isEqualTo(merge.id());
    assertThat(paths(committed(MAIN), "")).containsExactly("added", "kept", "meanwhile");
    assertThat(head("work")).isEqualTo(source.id());
  }

  @Test
  void aMergeLeavesOutWhatIsStagedOnTheSource() {
    commit("work", "a", "one");
    create("work", "b", "two");

    store.merge("work", MAIN, "Publish", Map.of());

    assertThat(paths(committed(MAIN), "")).containsExactly("a");
    assertThat(text(staged("work"), "b")).contains("two");
  }

  @Test
  void aMergeNamesEveryPathThatBothSidesChanged() {
    commit(MAIN, "dropped/x", "one");
    branch("left");
    branch("right");
    create("left", "t/ae/2", "left");
    create("left", "t/dm/2", "left");
    create("left", "same", "same");
    store.link("left", "dropped/x", DM);
    store.commit("left", "Left", Map.of());
    create("right", "t/ae/2", "right");
    create("right", "t/dm/2", "right");
    create("right", "same", "same");
    store.remove("right", "dropped/x");
    store.commit("right", "Right", Map.of());
    Commit published = store.merge("left", MAIN, "Publish left", Map.of());

    MergeConflictException conflict =
        catchThrowableOfType(
            MergeConflictException.class, () -> store.merge("right", MAIN, "Publish", Map.of()));

    assertThat(conflict.paths()).containsExactly("dropped/x", "t/ae/2", "t/dm/2");
    assertThat(conflict)
        .hasMessage(
            "Cannot merge 'right' into 'main': both changed dropped/x, t/ae/2, t/dm/2. Make the"
                + " changes again on a branch from the head of 'main'.");
    assertThat(head(MAIN)).isEqualTo(published.id());
  }

  @Test
  void oneFileIsNeverMergedFromTwo() {
    branch("right");
    commit("work", "log", "1\n2\n3\n4\n5\n6\n7\nleft\n");
    commit("right", "log", "right\n1\n2\n3\n4\n5\n6\n7\n");
    store.merge("work", MAIN, "Publish", Map.of());

    assertThatThrownBy(() -> store.merge("right", MAIN, "Publish", Map.of()))
        .isInstanceOf(MergeConflictException.class);
  }

  @Test
  void theSameContentOnBothSidesMerges() {
    branch("right");
    commit("work", "a", "same");
    create("right", "b", "right");
    commit("right", "a", "same");
    store.merge("work", MAIN, "Publish", Map.of());

    store.merge("right", MAIN, "Publish", Map.of());

    assertThat(paths(committed(MAIN), "")).containsExactly("a", "b");
  }

  @Test
  void aDropAgainstAChangeIsAConflictFromEitherSide() {
    commit(MAIN, "a", "one");
    branch("dropping");
    branch("changing");
    store.remove("dropping", "a");
    store.commit("dropping", "Drop", Map.of());
    store.link("changing", "a", DM);
    store.commit("changing", "Change", Map.of());

    assertThatThrownBy(() -> store.merge("dropping", "changing", "Merge", Map.of()))
        .isInstanceOf(MergeConflictException.class);
    assertThatThrownBy(() -> store.merge("changing", "dropping", "Merge", Map.of()))
        .isInstanceOf(MergeConflictException.class);
  }

  @Test
  void aMergeIntoABranchWithStagedWritesIsRefused() {
    commit("work", "a", "one");
    create(MAIN, "b", "two");

    assertThatThrownBy(() -> store.merge("work", MAIN, "Publish", Map.of()))
        .isInstanceOf(UncommittedChangesException.class)
        .hasMessage(
            "Cannot merge 'work' into 'main': something is staged on 'main'. Commit or reset it"
                + " first.");
    assertThat(text(staged(MAIN), "b")).contains("two");
  }

  @Test
  void aMergeThatAddsNothingIsRefused() {
    commit("work", "a", "one");
    store.merge("work", MAIN, "Publish", Map.of());

    assertThatThrownBy(() -> store.merge("work", MAIN, "Again", Map.of()))
        .isInstanceOf(NothingToCommitException.class)
        .hasMessage("Cannot merge 'work' into 'main': it adds nothing. Commit on 'work' first.");
  }

  @Test
  void aBranchMergesAgainAfterNewCommits() {
    commit("work", "a", "one");
    store.merge("work", MAIN, "Publish", Map.of());
    store.link("work", "a", DM);
    store.commit("work", "Change", Map.of());
    commit(MAIN, "b", "two");

    store.merge("work", MAIN, "Publish again", Map.of());

    assertThat(store.list(committed(MAIN), "a", 1))
        .extracting(Entry::path, Entry::target)
        .containsExactly(tuple("a", Optional.of(DM)));
  }

  @Test
  void branchesStartWhereTheyAreToldTo() {
    CommitId first = head(MAIN);
    commit(MAIN, "a", "one");

    store.createBranch("old", first);
    store.createBranch("new", head(MAIN));

    assertThat(paths(committed("old"), "")).isEmpty();
    assertThat(paths(committed("new"), "")).containsExactly("a");
    assertThat(store.branches()).containsExactly(MAIN, "new", "old");
  }

  @Test
  void aNameIsABranchOrATagNeverBoth() {
    CommitId head = head(MAIN);
    store.createTag("d1", head);
    branch("work");

    assertThatThrownBy(() -> store.createBranch("work", head))
        .isInstanceOf(RefExistsException.class)
        .hasMessage(
            "Cannot create branch 'work': there is a branch of that name. Choose another name.");
    assertThatThrownBy(() -> store.createBranch("d1", head))
        .isInstanceOf(RefExistsException.class)
        .hasMessage("Cannot create branch 'd1': there is a tag of that name. Choose another name.");
    assertThatThrownBy(() -> store.createTag("work", head))
        .isInstanceOf(RefExistsException.class)
        .hasMessage(
            "Cannot create tag 'work': there is a branch of that name. Choose another name.");
    assertThat(store.branches()).containsExactly(MAIN, "work");
    assertThat(store.tags()).containsExactly("d1");
  }

  @Test
  void tagsNeverMove() {
    CommitId tagged = head(MAIN);
    store.createTag("d1", tagged);
    commit(MAIN, "a", "one");

    for (CommitId commit : List.of(tagged, head(MAIN))) {
      assertThatThrownBy(() -> store.createTag("d1", commit))
          .isInstanceOf(RefExistsException.class)
          .hasMessage("Cannot create tag 'd1': there is a tag of that name. Choose another name.");
    }
    assertThat(store.resolve("d1")).contains(tagged);
  }

  @Test
  void aDroppedTagIsGoneAndItsNameFree() {
    store.createTag("looked-at", head(MAIN));
    commit(MAIN, "a", "one");

    store.dropTag("looked-at");
    store.dropTag("looked-at");
    store.dropTag("no/name");

    assertThat(store.tags()).isEmpty();
    assertThat(store.resolve("looked-at")).isEmpty();
    store.createTag("looked-at", head(MAIN));
    assertThat(store.resolve("looked-at")).contains(head(MAIN));
  }

  @Test
  void aBranchHasAHeadAndATagHasNone() {
    CommitId head = commit("work", "a", "one").id();
    store.createTag("d1", head);

    assertThat(store.head("work")).isEqualTo(head);
    assertThatThrownBy(() -> store.head("d1"))
        .isInstanceOf(RefNotFoundException.class)
        .hasMessage(
            "Cannot use 'd1' as a branch: it is a tag, which takes no writes. Create a branch from it.");
    assertRefNotFound(() -> store.head(head.value()));
  }

  @Test
  void tagsTakeNoWrites() {
    store.createTag("d1", head(MAIN));

    assertThatThrownBy(() -> create("d1", "a", "one"))
        .isInstanceOf(RefNotFoundException.class)
        .hasMessage(
            "Cannot use 'd1' as a branch: it is a tag, which takes no writes. Create a branch from"
                + " it.");
  }

  @Test
  void namesAreChecked() {
    assertThatThrownBy(() -> store.createBranch("a/b", head(MAIN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'a/b' cannot name a branch");
    assertThatThrownBy(() -> store.createTag("ilms 1", head(MAIN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'ilms 1' cannot name a tag");
  }

  @Test
  void pathsAreChecked() {
    for (String path : List.of("", "/a", "a/", "a//b", "./a", "a/../b")) {
      assertThatThrownBy(() -> create(MAIN, path, "one"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Cannot use path '%s': it has an empty part, '.' or '..'. Use parts with one slash"
                      .formatted(path)
                  + " between, none in front.");
      assertThatThrownBy(() -> store.read(staged(MAIN), path))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> create(MAIN, "a\nb", "one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot use path 'a?b': it holds a control character. Leave it out.");
  }

  @Test
  void aDroppedBranchIsGoneWithWhatWasStaged() {
    commit("work", "a", "one");
    create("work", "b", "two");

    store.dropBranch("work");
    store.dropBranch("work");

    assertThat(store.branches()).containsExactly(MAIN);
    assertThat(store.resolve("work")).isEmpty();
    store.createBranch("work", head(MAIN));
    assertThat(paths(staged("work"), "")).isEmpty();
  }

  @Test
  void mainIsNeverDropped() {
    assertThatThrownBy(() -> store.dropBranch(MAIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot drop branch 'main': it holds what is published. Drop another branch.");
  }

  @Test
  void branchesTagsAndFullCommitIdsResolve() {
    CommitId head = head(MAIN);
    store.createTag("d1", head);

    assertThat(store.resolve(MAIN)).contains(head);
    assertThat(store.resolve("d1")).contains(head);
    assertThat(store.resolve(head.value())).contains(head);
    assertThat(store.resolve("0".repeat(head.value().length()))).isEmpty();
    assertThat(store.resolve("nothing")).isEmpty();
    assertThat(store.require("d1")).isEqualTo(head);
  }

  @Test
  void aRefThatIsNotThereNamesTheNearestThatIs() {
    store.createTag("ilms1", head(MAIN));

    assertThatThrownBy(() -> store.require("Ilsm1"))
        .isInstanceOf(RefNotFoundException.class)
        .hasMessageStartingWith("Cannot find 'Ilsm1' in ")
        .hasMessageEndingWith(": no branch, tag or full commit id. The nearest is 'ilms1'.");
    assertThatThrownBy(() -> create("mian", "a", "one"))
        .isInstanceOf(RefNotFoundException.class)
        .hasMessageStartingWith("Cannot find branch 'mian' in ")
        .hasMessageEndingWith(". The nearest is 'main'.");
  }

  @Test
  void aNameThatNoRefCanHaveIsNotFound() {
    for (String name :
        List.of("", ".", "../../config", "a b", "main.lock", "main^", "refs/heads/main")) {
      assertThat(store.resolve(name)).isEmpty();
      assertRefNotFound(() -> store.require(name));
      assertRefNotFound(() -> create(name, "a", "one"));
      store.dropBranch(name);
    }
    assertThat(store.branches()).containsExactly(MAIN);
  }

  @Test
  void everyUseOfABranchThatIsNotThereIsRefused() {
    assertRefNotFound(() -> store.link("gone", "a", DM));
    assertRefNotFound(() -> store.remove("gone", "a"));
    assertRefNotFound(() -> store.reset("gone"));
    assertRefNotFound(() -> store.head("gone"));
    assertRefNotFound(() -> store.moveBranch("gone", head(MAIN), head(MAIN)));
    assertRefNotFound(() -> store.commit("gone", "Nothing", Map.of()));
    assertRefNotFound(() -> store.merge("gone", MAIN, "Nothing", Map.of()));
    assertRefNotFound(() -> store.merge(MAIN, "gone", "Nothing", Map.of()));
    assertRefNotFound(() -> store.list(staged("gone"), "", 1));
  }

  @Test
  void everyUseOfACommitThatIsNotThereIsRefused() {
    branch("there");
    for (CommitId id : List.of(new CommitId("0".repeat(40)), new CommitId("main"))) {
      assertRefNotFound(() -> store.commit(id));
      assertRefNotFound(() -> store.log(id));
      assertRefNotFound(() -> store.createBranch("work", id));
      assertRefNotFound(() -> store.createTag("d1", id));
      assertRefNotFound(() -> store.moveBranch("there", head(MAIN), id));
      assertRefNotFound(() -> store.diff(head(MAIN), id));
      assertThatThrownBy(() -> store.list(new View.Committed(id), "", 1))
          .isInstanceOf(RefNotFoundException.class)
          .hasMessageStartingWith("Cannot find commit '%s' in ".formatted(id))
          .hasMessageEndingWith(". Take a full commit id from the log.");
    }
  }

  @Test
  void theLogFollowsFirstParents() {
    CommitId first = head(MAIN);
    commit("work", "a", "one");
    commit("work", "b", "two");
    Commit meanwhile = commit(MAIN, "c", "three");
    Commit merge = store.merge("work", MAIN, "Publish", Map.of());

    try (Stream<Commit> log = store.log(merge.id())) {
      assertThat(log).extracting(Commit::id).containsExactly(merge.id(), meanwhile.id(), first);
    }
  }

  @Test
  void aDiffNamesEveryPathThatDiffersInOrder() {
    commit(MAIN, "changed", "one");
    commit(MAIN, "removed/x", "one");
    CommitId left = commit(MAIN, "same", "one").id();
    create(MAIN, "added/x", "one");
    store.remove(MAIN, "removed/x");
    store.link(MAIN, "changed", DM);
    CommitId right = store.commit(MAIN, "Change", Map.of()).id();

    assertThat(store.diff(left, right))
        .containsExactly(
            new Change("added/x", Change.Kind.ADDED),
            new Change("changed", Change.Kind.CHANGED),
            new Change("removed/x", Change.Kind.REMOVED));
    assertThat(store.diff(right, left))
        .extracting(Change::kind)
        .containsExactly(Change.Kind.REMOVED, Change.Kind.CHANGED, Change.Kind.ADDED);
    assertThat(store.diff(left, left)).isEmpty();
  }

  @Test
  void aStagedWriteThatIsTakenBackLeavesNothingToCommit() {
    create("work", "a", "one");
    store.remove("work", "a");

    assertThatThrownBy(() -> store.commit("work", "Nothing", Map.of()))
        .isInstanceOf(NothingToCommitException.class);
  }

  private void assertRefNotFound(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(RefNotFoundException.class);
  }

  private interface Writer {
    boolean write(int number) throws Exception;
  }

  private static List<Boolean> inEightThreads(Writer writer) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> writers =
          IntStream.range(0, 8)
              .mapToObj(number -> (Callable<Boolean>) () -> writer.write(number))
              .toList();
      List<Boolean> results = new ArrayList<>();
      for (Future<Boolean> result : threads.invokeAll(writers)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }

  private void branch(String name) {
    if (!store.branches().contains(name)) {
      store.createBranch(name, head(MAIN));
    }
  }

  private void create(String branch, String path, String content) {
    if (branch.equals("work") || branch.equals("other")) {
      branch(branch);
    }
    store.createExclusively(branch, path, content.getBytes(UTF_8));
  }

  private Commit commit(String branch, String path, String content) {
    create(branch, path, content);
    return store.commit(branch, "Add " + path, Map.of());
  }

  private CommitId head(String ref) {
    return store.require(ref);
  }

  private View committed(String ref) {
    return new View.Committed(head(ref));
  }

  private static View staged(String branch) {
    return new View.Staged(branch);
  }

  private Optional<String> text(View view, String path) {
    return store.read(view, path).map(content -> new String(content, UTF_8));
  }

  private List<String> paths(View view, String prefix) {
    return store.list(view, prefix, Integer.MAX_VALUE).stream().map(Entry::path).toList();
  }
}
