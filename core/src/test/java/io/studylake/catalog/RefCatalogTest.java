package io.studylake.catalog;

import static io.studylake.catalog.TestLake.SCHEMA;
import static io.studylake.catalog.TestLake.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.version.CommitId;
import io.studylake.version.MergeConflictException;
import io.studylake.version.VersionStore;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.types.Types;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefCatalogTest {
  private static final TableIdentifier DM = table("work", "raw", "dm");
  private static final TableIdentifier DM_ON_MAIN = table("main", "raw", "dm");

  @TempDir private Path folder;
  private TestLake lake;
  private RefCatalog work;

  @BeforeEach
  void openLake() {
    lake = new TestLake(folder);
    lake.branch("work");
    work = lake.writer("work");
    work.createNamespace(Namespace.of("work", "raw"));
  }

  @AfterEach
  void closeLake() {
    lake.close();
  }

  // Refs and readers.

  @Test
  void aPublishedTableIsTheSameOnEveryRefThatHasIt() {
    work.createTable(DM, SCHEMA);
    lake.publish("work");
    lake.store().createTag("d1", lake.head("main"));
    RefCatalog reader = lake.reader();

    TableIdentifier onTag = table("d1", "raw", "dm");
    TableIdentifier onCommit = table(lake.head("main").value(), "raw", "dm");
    assertThat(reader.pointer(DM_ON_MAIN)).isEqualTo(work.pointer(DM)).isPresent();
    assertThat(reader.pointer(onTag)).isEqualTo(work.pointer(DM));
    assertThat(reader.pointer(onCommit)).isEqualTo(work.pointer(DM));
    assertThat(reader.loadTable(onTag).uuid()).isEqualTo(work.loadTable(DM).uuid());
    assertThat(reader.loadTable(DM_ON_MAIN).name()).isEqualTo("study.main.raw.dm");
  }

  @Test
  void onlyTheWorkBranchShowsWhatIsNotCommitted() {
    work.createTable(DM, SCHEMA);

    assertThat(work.tableExists(DM)).isTrue();
    assertThat(lake.reader().tableExists(DM)).isFalse();
    assertThatThrownBy(() -> lake.reader().loadTable(DM))
        .isInstanceOf(NoSuchTableException.class)
        .hasMessage("Table does not exist: work.raw.dm");
  }

  @Test
  void aReaderKeepsItsCommitUntilItIsRefreshed() {
    work.createTable(DM, SCHEMA);
    CommitId first = lake.publish("work");
    RefCatalog reader = lake.reader();
    Table before = reader.loadTable(DM_ON_MAIN);
    append(work.loadTable(DM), "a");
    CommitId second = lake.publish("work");

    before.refresh();
    assertThat(before.currentSnapshot()).isNull();
    assertThat(reader.loadTable(DM_ON_MAIN).currentSnapshot()).isNull();
    assertThat(reader.pins()).isEqualTo(Map.of("main", first));

    reader.refresh();
    assertThat(reader.pins()).isEmpty();
    assertThat(reader.loadTable(DM_ON_MAIN).currentSnapshot()).isNotNull();
    assertThat(reader.pins()).isEqualTo(Map.of("main", second));
    before.refresh();
    assertThat(before.currentSnapshot()).isNull();
  }

  @Test
  void aRefThatIsCreatedLaterIsFound() {
    RefCatalog reader = lake.reader();
    assertThat(reader.namespaceExists(Namespace.of("late"))).isFalse();
    lake.branch("late");
    assertThat(reader.namespaceExists(Namespace.of("late"))).isTrue();
  }

  @Test
  void theTablesOfARefAreListedWithWhatTheyPointAt() {
    work.createNamespace(Namespace.of("work", "base"));
    work.createTable(DM, SCHEMA);
    work.createTable(table("work", "base", "dm"), SCHEMA);
    work.createTable(table("work", "raw", "ae"), SCHEMA);
    work.dropTable(table("work", "raw", "ae"));
    CommitId published = lake.publish("work");

    List<TablePointer> tables = lake.reader().tables("main");
    assertThat(tables)
        .extracting(TablePointer::identifier)
        .containsExactly(table("main", "base", "dm"), DM_ON_MAIN);
    assertThat(tables.get(1).pointer()).isEqualTo(work.pointer(DM).orElseThrow());
    assertThat(lake.reader().tables(published.value())).hasSize(2);
  }

  @Test
  void aRefThatDoesNotExistIsNamed() {
    RefCatalog reader = lake.reader();
    TableIdentifier lost = table("nope", "raw", "dm");
    assertThatThrownBy(() -> reader.tables("nope"))
        .isInstanceOf(NoSuchNamespaceException.class)
        .hasMessage(
            "Cannot list the tables on nope: there is no branch, tag or commit of that name.");
    assertThatThrownBy(() -> reader.loadTable(lost))
        .isInstanceOf(NoSuchTableException.class)
        .hasMessage("Table does not exist: nope.raw.dm (no branch, tag or commit nope)");
    assertThat(reader.pointer(lost)).isEmpty();
    assertThat(reader.tableExists(table("../x", "raw", "dm"))).isFalse();
  }

  // Writes elsewhere.

  @Test
  void everyOtherRefRefusesWritesAndIsNamed() {
    work.createTable(DM, SCHEMA);
    lake.publish("work");
    lake.branch("other");
    lake.store().createTag("d1", lake.head("main"));

    for (String ref : List.of("main", "other", "d1", lake.head("main").value())) {
      TableIdentifier dm = table(ref, "raw", "dm");
      Namespace base = Namespace.of(ref, "base");
      Namespace raw = Namespace.of(ref, "raw");
      assertRefused(ref, () -> work.buildTable(table(ref, "raw", "ae"), SCHEMA));
      assertRefused(ref, () -> append(work.loadTable(dm), "a"));
      assertRefused(ref, () -> work.loadTable(dm).updateProperties().set("k", "v").commit());
      assertRefused(ref, () -> work.dropTable(dm));
      assertRefused(ref, () -> work.registerTable(dm, "file:///m.json"));
      assertRefused(ref, () -> work.pointTo(dm, "file:///m.json"));
      assertRefused(ref, () -> work.createNamespace(base));
      assertRefused(ref, () -> work.dropNamespace(raw));
      assertRefused(ref, () -> work.setProperties(raw, Map.of("k", "v")));
      assertRefused(ref, () -> work.removeProperties(raw, Set.of("k")));
    }
  }

  @Test
  void aReaderWritesNowhere() {
    assertThatThrownBy(() -> lake.reader().buildTable(DM, SCHEMA))
        .isInstanceOf(ForbiddenException.class)
        .hasMessage(
            "Cannot write to ref work: this catalog only reads. Write on a work branch and publish"
                + " it.");
  }

  @Test
  void mainIsNoWorkBranchAndAWorkBranchExists() {
    assertThatThrownBy(() -> lake.writer("main"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot use main as work branch: tables reach it by publishing a branch. Create a"
                + " branch from it and name that.");
    lake.store().createTag("d1", lake.head("main"));
    assertThatThrownBy(() -> lake.writer("d1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "Cannot use 'd1' as work branch: there is no branch of that name in file:")
        .hasMessageEndingWith("Create it first.");
  }

  // Names.

  @Test
  void namesAreLowerCaseButForTheRef() {
    lake.branch("Work2");
    RefCatalog catalog = lake.writer("Work2");
    catalog.createNamespace(Namespace.of("Work2", "RAW"));
    Table created = catalog.createTable(table("Work2", "Raw", "DM"), SCHEMA);

    assertThat(created.name()).isEqualTo("study.Work2.raw.dm");
    assertThat(catalog.tableExists(table("Work2", "raw", "dm"))).isTrue();
    assertThat(catalog.loadTable(table("Work2", "RAW", "Dm")).uuid()).isEqualTo(created.uuid());
    assertThat(catalog.listTables(Namespace.of("Work2", "RAW")))
        .containsExactly(table("Work2", "raw", "dm"));
    assertThat(catalog.tableExists(table("work2", "raw", "dm"))).isFalse();
  }

  @Test
  void namesThatCouldLeaveAFolderAreRefused() {
    for (String name : List.of("", ".", "..", "a/b", "../main", "a.b", "-a", "a b", "ä", "a%2f")) {
      TableIdentifier hostile = table("work", "raw", name.isEmpty() ? " " : name);
      assertThatThrownBy(() -> work.buildTable(hostile, SCHEMA))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Cannot name a table '%s': use <ref>".formatted(hostile));
      assertThat(work.tableExists(hostile)).isFalse();
      assertThat(work.dropTable(hostile)).isFalse();

      Namespace namespace = Namespace.of("work", name);
      assertThatThrownBy(() -> work.createNamespace(namespace))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Cannot name a namespace '%s': use <ref>".formatted(namespace));
      assertThat(work.namespaceExists(namespace)).isFalse();
      assertThat(work.dropNamespace(namespace)).isFalse();
    }
  }

  @Test
  void anIdentifierHasExactlyARefANamespaceAndATable() {
    TableIdentifier noNamespace = TableIdentifier.of("work", "dm");
    TableIdentifier tooDeep = TableIdentifier.of("work", "raw", "dm", "x");
    assertThat(work.tableExists(noNamespace)).isFalse();
    assertThat(work.tableExists(TableIdentifier.of("dm"))).isFalse();
    assertThat(work.tableExists(tooDeep)).isFalse();
    assertThatThrownBy(() -> work.buildTable(tooDeep, SCHEMA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot name a table 'work.raw.dm.x'");
  }

  // Namespaces.

  @Test
  void levelOneListsBranchesAndTags() {
    lake.store().createTag("d1", lake.head("main"));
    assertThat(work.listNamespaces())
        .containsExactly(Namespace.of("main"), Namespace.of("work"), Namespace.of("d1"));
    assertThat(work.listNamespaces(Namespace.of("work")))
        .containsExactly(Namespace.of("work", "raw"));
    assertThat(work.listNamespaces(Namespace.of("main"))).isEmpty();
    assertThat(work.listNamespaces(Namespace.of("work", "raw"))).isEmpty();
    assertThat(work.listTables(Namespace.of("work"))).isEmpty();
    assertThat(work.loadNamespaceMetadata(Namespace.of("main")))
        .isEqualTo(Map.of("commit", lake.head("main").value()));
  }

  @Test
  void refsAreNeitherCreatedNorChangedNorDropped() {
    assertThatThrownBy(() -> work.createNamespace(Namespace.of("feature")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "Cannot create ref feature: the catalog creates namespaces on a branch, never branches"
                + " or tags.");
    assertThatThrownBy(() -> work.createNamespace(Namespace.of("work")))
        .isInstanceOf(AlreadyExistsException.class)
        .hasMessage("Cannot create ref work. Namespace already exists");
    assertThatThrownBy(() -> work.dropNamespace(Namespace.of("work")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("Cannot drop ref work: the catalog does not change branches and tags.");
    assertThatThrownBy(() -> work.setProperties(Namespace.of("work"), Map.of("k", "v")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("Cannot change ref work: only the namespaces on it have properties.");
  }

  @Test
  void aNamespaceIsDroppedWhenItIsEmpty() {
    Namespace raw = Namespace.of("work", "raw");
    work.createTable(DM, SCHEMA);
    assertThatThrownBy(() -> work.dropNamespace(raw))
        .isInstanceOf(NamespaceNotEmptyException.class)
        .hasMessage(
            "Cannot drop namespace work.raw: it is not empty, it has 1 table(s). Drop them first.");

    work.dropTable(DM);
    assertThat(work.dropNamespace(raw)).isTrue();
    assertThat(work.namespaceExists(raw)).isFalse();
    assertThat(work.dropNamespace(raw)).isFalse();
    assertThatThrownBy(() -> work.listTables(raw))
        .isInstanceOf(NoSuchNamespaceException.class)
        .hasMessage("Namespace does not exist: work.raw");
    work.createNamespace(raw, Map.of("owner", "data management"));
    assertThat(work.loadNamespaceMetadata(raw)).isEqualTo(Map.of("owner", "data management"));
  }

  @Test
  void aTableNeedsItsNamespace() {
    assertThatThrownBy(() -> work.createTable(table("work", "base", "dm"), SCHEMA))
        .isInstanceOf(NoSuchNamespaceException.class)
        .hasMessage("Cannot create table work.base.dm. Namespace does not exist: work.base");
  }

  // Commits, drops and merges.

  @Test
  void aCommitThatLosesLeavesItsMetadataFileAndDoesNotChangeTheTable() throws Exception {
    work.createTable(DM, SCHEMA);
    Table mine = work.loadTable(DM);
    Table theirs = work.loadTable(DM);
    theirs.updateProperties().set("who", "they").commit();

    assertThatThrownBy(() -> mine.updateSchema().addColumn("sex", Types.StringType.get()).commit())
        .isInstanceOf(CommitFailedException.class)
        .hasMessageContaining("another writer created it first");
    assertThat(work.loadTable(DM).properties()).containsEntry("who", "they");
    assertThat(work.loadTable(DM).schema().findField("sex")).isNull();
    try (var files = Files.list(path(mine.location()).resolve("metadata"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".json"))).hasSize(3);
    }
  }

  @Test
  void anAppendThatLosesIsTriedAgainOnTopOfTheOther() {
    work.createTable(DM, SCHEMA);
    Table mine = work.loadTable(DM);
    append(work.loadTable(DM), "a");
    append(mine, "b");
    assertThat(work.loadTable(DM).snapshots()).hasSize(2);
  }

  @Test
  void writersOfSeveralStoresLoseNoAppend() throws Exception {
    work.buildTable(DM, SCHEMA)
        .withProperty("commit.retry.num-retries", "100")
        .withProperty("commit.retry.min-wait-ms", "5")
        .withProperty("commit.retry.max-wait-ms", "50")
        .create();
    ExecutorService writers = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> appends =
          IntStream.range(0, 4)
              .<Future<?>>mapToObj(
                  n ->
                      writers.submit(
                          () -> {
                            try (TestLake own = new TestLake(folder)) {
                              RefCatalog catalog = own.writer("work");
                              for (int i = 0; i < 5; i++) {
                                append(catalog.loadTable(DM), n + "-" + i);
                              }
                            }
                          }))
              .toList();
      for (Future<?> append : appends) {
        append.get();
      }
    } finally {
      writers.shutdownNow();
    }

    assertThat(work.loadTable(DM).snapshots()).hasSize(20);
    assertThat(work.history(DM)).hasSize(21).allMatch(LoggedPointer::valid);
  }

  @Test
  void aCommitOfUnknownOutcomeIsReportedAsUnknown() {
    work.createTable(DM, SCHEMA);
    FaultyStore store = new FaultyStore(lake.store());
    Table table = lake.writer(store, "work").loadTable(DM);
    store.nextCreates(FaultyStore.LOST_REQUEST, FaultyStore.LOST_REQUEST, FaultyStore.LOST_REQUEST);

    assertThatThrownBy(() -> append(table, "a"))
        .isInstanceOf(CommitStateUnknownException.class)
        .hasMessageContaining("Cannot tell whether tables/raw/dm/");
  }

  @Test
  void aTableOnTopOfAVoidPointerLoadsTheNewestValidOne() {
    Table table = work.createTable(DM, SCHEMA);
    append(table, "a");
    Pointer valid = work.pointer(DM).orElseThrow();
    Pointer onLost =
        new Pointer(
            3,
            "void",
            Optional.of("lost"),
            new Target.Table("file:///gone.json", table.uuid().toString()));
    lake.store()
        .createExclusively(
            "work", "tables/raw/dm/" + PointerFile.name(3), PointerFile.write(onLost));

    assertThat(work.pointer(DM)).contains(valid);
    append(work.loadTable(DM), "b");
    assertThat(work.loadTable(DM).snapshots()).hasSize(2);
    assertThat(work.history(DM))
        .extracting(LoggedPointer::valid)
        .containsExactly(true, false, true, true);
  }

  @Test
  void twoBranchesThatMoveATableConflictAtThatTableAlone() {
    work.createTable(DM, SCHEMA);
    work.createTable(table("work", "raw", "ae"), SCHEMA);
    lake.publish("work");
    lake.branch("left");
    lake.branch("right");
    append(lake.writer("left").loadTable(table("left", "raw", "dm")), "a");
    append(lake.writer("right").loadTable(table("right", "raw", "dm")), "b");
    append(lake.writer("right").loadTable(table("right", "raw", "ae")), "c");

    lake.publish("left");
    assertThatThrownBy(() -> lake.publish("right"))
        .isInstanceOfSatisfying(
            MergeConflictException.class,
            e -> assertThat(e.paths()).containsExactly("tables/raw/dm/" + PointerFile.name(2)));
  }

  @Test
  void aDropConflictsWithACommitOnAnotherBranch() {
    work.createTable(DM, SCHEMA);
    lake.publish("work");
    lake.branch("left");
    lake.branch("right");
    lake.writer("left").dropTable(table("left", "raw", "dm"));
    append(lake.writer("right").loadTable(table("right", "raw", "dm")), "b");

    lake.publish("left");
    assertThatThrownBy(() -> lake.publish("right")).isInstanceOf(MergeConflictException.class);
  }

  @Test
  void aTableThatIsDroppedAndCreatedAgainGoesOnTopAndLiesElsewhere() {
    Table first = work.createTable(DM, SCHEMA);
    UUID firstUuid = first.uuid();
    assertThat(work.dropTable(DM)).isTrue();
    assertThat(work.dropTable(DM)).isFalse();
    assertThat(work.pointer(DM)).isEmpty();
    Table second = work.createTable(DM, SCHEMA);

    assertThat(second.uuid()).isNotEqualTo(firstUuid);
    assertThat(second.location())
        .startsWith(lake.warehouse() + "/pilot/raw/dm-")
        .isNotEqualTo(first.location());
    assertThat(work.history(DM))
        .extracting(logged -> logged.pointer().version())
        .containsExactly(3L, 2L, 1L);
    assertThat(path(first.location()).resolve("metadata")).isNotEmptyDirectory();
  }

  @Test
  void aCommitMadeFromATableThatWasReplacedByAnotherFails() {
    Table held = work.createTable(DM, SCHEMA);
    TableOperations operations = ((HasTableOperations) held).operations();
    TableMetadata old = operations.refresh();
    work.dropTable(DM);
    UUID other = work.createTable(DM, SCHEMA).uuid();

    assertThatThrownBy(held::refresh)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Table UUID does not match");
    assertThatThrownBy(
            () ->
                operations.commit(
                    old, TableMetadata.buildFrom(old).setProperties(Map.of("who", "old")).build()))
        .isInstanceOf(CommitFailedException.class)
        .hasMessageContaining("another writer created it first");
    assertThat(work.loadTable(DM).uuid()).isEqualTo(other);
    assertThat(work.loadTable(DM).properties()).doesNotContainKey("who");
  }

  @Test
  void aTableThatIsDroppedUnderneathItsHolderIsGone() {
    Table held = work.createTable(DM, SCHEMA);
    held.refresh();
    work.dropTable(DM);
    assertThatThrownBy(held::refresh)
        .isInstanceOf(NoSuchTableException.class)
        .hasMessage("Table does not exist: work.raw.dm");
  }

  @Test
  void aPurgeIsRefusedAndDropsNothing() {
    work.createTable(DM, SCHEMA);
    assertThatThrownBy(() -> work.dropTable(DM, true))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "Cannot purge table work.raw.dm: other refs may share its files. Drop it without"
                + " purge.");
    assertThat(work.tableExists(DM)).isTrue();
  }

  @Test
  void aRenameIsRefused() {
    assertThatThrownBy(() -> work.renameTable(DM, table("work", "raw", "demographics")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "Cannot rename table work.raw.dm to work.raw.demographics: the logs of two names cannot"
                + " change in one step. Create the new table from the old one, then drop the old"
                + " one.");
  }

  // Files that refs share.

  @Test
  void everyTableIsKeptFromDeletingFiles() {
    Table created = work.createTable(DM, SCHEMA);
    assertThat(created.properties())
        .containsEntry("gc.enabled", "false")
        .containsEntry("write.metadata.delete-after-commit.enabled", "false");
    assertThatThrownBy(() -> created.expireSnapshots().expireOlderThan(0).commit())
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("GC is disabled");
  }

  @Test
  void thePropertiesThatProtectSharedFilesCannotBeChanged() {
    Table table = work.createTable(DM, SCHEMA);
    for (String property : List.of("gc.enabled", "write.metadata.delete-after-commit.enabled")) {
      String message =
          ("Cannot commit table work.raw.dm: %s has to stay false, because refs share files and a"
                  + " table may delete none. Leave the property out.")
              .formatted(property);
      assertThatThrownBy(() -> table.updateProperties().set(property, "true").commit())
          .isInstanceOf(ValidationException.class)
          .hasMessage(message);
      assertThatThrownBy(() -> table.updateProperties().remove(property).commit())
          .isInstanceOf(ValidationException.class)
          .hasMessage(message);
      assertThatThrownBy(
              () ->
                  work.buildTable(table("work", "raw", "ae"), SCHEMA)
                      .withProperty(property, "true")
                      .create())
          .isInstanceOf(ValidationException.class)
          .hasMessageContaining(property + " has to stay false");
    }
    work.buildTable(table("work", "raw", "vs"), SCHEMA)
        .withProperty("gc.enabled", "FALSE")
        .create();
  }

  @Test
  void aTableLiesInsideTheStudysFolder() {
    String root = lake.warehouse() + "/pilot";
    for (String outside :
        List.of("file:///etc", "s3://bucket/dm", lake.warehouse(), root + "/../x", root + "x")) {
      assertThatThrownBy(() -> work.buildTable(DM, SCHEMA).withLocation(outside).create())
          .isInstanceOf(ValidationException.class)
          .hasMessage(
              "Cannot place table work.raw.dm at %s: it is outside %s. Leave the location out, or"
                  + " name one inside.",
              outside, root);
    }
    Table table = work.createTable(DM, SCHEMA);
    assertThatThrownBy(
            () -> table.updateProperties().set("write.data.path", "file:///etc").commit())
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("Cannot place table work.raw.dm at file:///etc");
    assertThatThrownBy(() -> table.updateLocation().setLocation("file:///etc").commit())
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("Cannot place table work.raw.dm at file:///etc");
  }

  // Pointing a table elsewhere.

  @Test
  void aTableIsPointedAtOlderMetadataByANewPointer() {
    Table table = work.createTable(DM, SCHEMA);
    append(table, "a");
    String older = location(work, DM);
    append(work.loadTable(DM), "b");

    Pointer pointer = work.pointTo(DM, older);

    assertThat(pointer.version()).isEqualTo(4);
    assertThat(work.loadTable(DM).snapshots()).hasSize(1);
    assertThat(work.pointTo(DM, older)).isEqualTo(pointer);
    append(work.loadTable(DM), "c");
    assertThat(work.history(DM)).hasSize(5).allMatch(LoggedPointer::valid);
  }

  @Test
  void aTableThatWasDroppedIsPointedAtItsOldMetadata() {
    Table table = work.createTable(DM, SCHEMA);
    String metadata = location(work, DM);
    work.dropTable(DM);
    Table registered = work.registerTable(DM, metadata, true);
    assertThat(registered.uuid()).isEqualTo(table.uuid());
  }

  @Test
  void metadataOfAnotherNameCanBePointedAt() {
    work.createTable(DM, SCHEMA);
    TableIdentifier copy = table("work", "raw", "copy");
    work.pointTo(copy, location(work, DM));
    assertThat(work.loadTable(copy).uuid()).isEqualTo(work.loadTable(DM).uuid());
  }

  @Test
  void aTableIsPointedAtNothingThatIsMissingOutsideOrUnprotected() throws Exception {
    work.createTable(DM, SCHEMA);
    String missing = lake.warehouse() + "/pilot/raw/dm-1/metadata/1.metadata.json";
    assertThatThrownBy(() -> work.pointTo(DM, missing))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("Failed to open input stream for file: " + missing);
    assertThatThrownBy(() -> work.pointTo(DM, "file:///etc/1.json"))
        .isInstanceOf(ValidationException.class)
        .hasMessageStartingWith("Cannot place table work.raw.dm at file:///etc/1.json");
    assertThatThrownBy(() -> work.pointTo(table("work", "base", "dm"), location(work, DM)))
        .isInstanceOf(NoSuchNamespaceException.class)
        .hasMessageContaining("Namespace does not exist: work.base");

    Path foreign = path(location(work, DM)).resolveSibling("foreign.metadata.json");
    String metadata = Files.readString(path(location(work, DM)));
    Files.writeString(foreign, metadata.replace("\"gc.enabled\"", "\"other\""));
    assertThatThrownBy(() -> work.pointTo(DM, "file://" + foreign))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("gc.enabled has to stay false");
  }

  @Test
  void aRegisteredTableIsProtectedLikeAnyOther() throws Exception {
    work.createTable(DM, SCHEMA);
    Path foreign = path(location(work, DM)).resolveSibling("foreign.metadata.json");
    String metadata = Files.readString(path(location(work, DM)));
    Files.writeString(foreign, metadata.replace("\"gc.enabled\"", "\"other\""));

    Table registered = work.registerTable(table("work", "raw", "new"), "file://" + foreign);
    assertThat(registered.properties()).containsEntry("gc.enabled", "false");
    assertThatThrownBy(() -> work.registerTable(DM, location(work, DM), false))
        .isInstanceOf(AlreadyExistsException.class)
        .hasMessage("Table already exists: work.raw.dm");
  }

  @Test
  void aCommitThatLacksAWrittenPointerIsNoticed() {
    work.createTable(DM, SCHEMA);
    CommitId complete = lake.store().commit("work", "all", Map.of()).id();
    assertThat(work.lostIn(complete)).isEmpty();
    assertThat(work.lostIn(lake.head(VersionStore.MAIN)))
        .containsExactly(
            "namespaces/raw/" + PointerFile.name(1), "tables/raw/dm/" + PointerFile.name(1));
  }

  private void assertRefused(String ref, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOf(ForbiddenException.class)
        .hasMessage(
            "Cannot write to ref %s: this catalog writes to branch work alone. Write on a work"
                + " branch and publish it.",
            ref);
  }

  private static String location(RefCatalog catalog, TableIdentifier identifier) {
    return ((HasTableOperations) catalog.loadTable(identifier))
        .operations()
        .current()
        .metadataFileLocation();
  }

  private static void append(Table table, String name) {
    DataFile file =
        DataFiles.builder(PartitionSpec.unpartitioned())
            .withPath(table.locationProvider().newDataLocation(name + ".parquet"))
            .withFileSizeInBytes(10)
            .withRecordCount(1)
            .build();
    table.newAppend().appendFile(file).commit();
  }

  private static Path path(String location) {
    return Path.of(URI.create(location));
  }
}
