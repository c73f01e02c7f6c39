package io.studylake.vacuum;

import io.studylake.catalog.LoggedPointer;
import io.studylake.catalog.Pointer;
import io.studylake.catalog.RefCatalog;
import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.Entry;
import io.studylake.version.Link;
import io.studylake.version.MergeConflictException;
import io.studylake.version.MergeRefusedException;
import io.studylake.version.NothingToCommitException;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Types;

/**
 * A study with a history made up by chance: tables written, dropped and pointed back, archived
 * files linked, branches made, moved and dropped, tags, merges, and what processes leave that died.
 */
final class TableHistory implements AutoCloseable {
  private static final Schema SCHEMA =
      new Schema(Types.NestedField.optional(1, "usubjid", Types.StringType.get()));
  private static final List<String> TABLES = List.of("ae", "dm", "lb");

  private final Study study;
  private final VersionStore store;
  private final FileIO io;
  private final Random random;
  private final Set<String> lost = new TreeSet<>();
  private int number;

  /**
   * An empty study.
   *
   * @param settings the configuration
   */
  TableHistory(Map<String, String> settings, String name, long seed) {
    this.study =
        Study.openOrCreate(Configuration.load(Optional.empty(), Map.of(), settings).lake(), name);
    this.store = study.store();
    this.io = study.files();
    this.random = new Random(seed);
  }

  Study study() {
    return study;
  }

  /** Files that nothing ever named. */
  Set<String> lost() {
    return lost;
  }

  void steps(int count) {
    for (int i = 0; i < count; i++) {
      step(random.nextInt(24));
    }
  }

  private void step(int what) {
    switch (what) {
      case 0, 1, 2 -> store.createBranch("b" + ++number, anyCommit());
      case 3, 4, 5, 6, 7, 8 -> anyBranch().ifPresent(branch -> write(branch, anyTable()));
      case 9, 10 -> commit(anyBranch());
      case 11, 12 -> publish(anyBranch());
      case 13 -> store.createTag("t" + ++number, anyCommit());
      case 14 -> anyBranch().ifPresent(store::dropBranch);
      case 15 -> pointBack();
      case 16 -> dropTable();
      case 17 -> anyBranch().ifPresent(this::moveOrReset);
      case 18 -> archive();
      case 19, 20 -> anyBranch().ifPresent(this::leaveToATag);
      case 21, 22 -> anyBranch().ifPresent(this::leaveToTheCommitBefore);
      default -> die();
    }
  }

  private Optional<String> anyBranch() {
    List<String> own =
        store.branches().stream().filter(branch -> !branch.equals(VersionStore.MAIN)).toList();
    return own.isEmpty() ? Optional.empty() : Optional.of(own.get(random.nextInt(own.size())));
  }

  private CommitId anyCommit() {
    List<CommitId> commits = List.copyOf(commits());
    return commits.get(random.nextInt(commits.size()));
  }

  /** All commits that a ref reaches. */
  private Set<CommitId> commits() {
    Deque<CommitId> open = new ArrayDeque<>();
    store.branches().forEach(branch -> open.add(store.require(branch)));
    store.tags().forEach(tag -> open.add(store.require(tag)));
    Set<CommitId> commits = new java.util.LinkedHashSet<>();
    while (!open.isEmpty()) {
      Commit commit = store.commit(open.pop());
      if (commits.add(commit.id())) {
        open.addAll(commit.parents());
      }
    }
    return commits;
  }

  private String anyTable() {
    return TABLES.get(random.nextInt(TABLES.size()));
  }

  private interface Work {
    void on(RefCatalog catalog) throws IOException;
  }

  private void with(Optional<String> branch, Work work) {
    if (branch.isEmpty()) {
      return;
    }
    try (RefCatalog catalog = study.catalog(branch)) {
      Namespace raw = Namespace.of(branch.get(), "raw");
      if (!catalog.namespaceExists(raw)) {
        catalog.createNamespace(raw);
      }
      work.on(catalog);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stages one more version of a table on a branch. */
  void write(String branch, String name) {
    with(
        Optional.of(branch),
        catalog -> {
          TableIdentifier identifier = table(branch, name);
          Table table =
              catalog.tableExists(identifier)
                  ? catalog.loadTable(identifier)
                  : catalog.createTable(identifier, SCHEMA);
          DataFile file = rows(table);
          if (random.nextInt(4) == 0) {
            table
                .newOverwrite()
                .overwriteByRowFilter(Expressions.alwaysTrue())
                .addFile(file)
                .commit();
          } else {
            table.newAppend().appendFile(file).commit();
          }
          if (random.nextInt(6) == 0) {
            // Its process dies between the data and the table's commit.
            lost.add(rows(table).location());
          }
        });
  }

  private DataFile rows(Table table) throws IOException {
    DataWriter<Record> writer =
        Parquet.writeData(
                table
                    .io()
                    .newOutputFile(
                        table.locationProvider().newDataLocation(UUID.randomUUID() + ".parquet")))
            .forTable(table)
            .createWriterFunc(GenericParquetWriter::create)
            .withSpec(PartitionSpec.unpartitioned())
            .build();
    try (writer) {
      GenericRecord record = GenericRecord.create(SCHEMA);
      record.set(0, "01-" + ++number);
      writer.write(record);
    }
    return writer.toDataFile();
  }

  private void commit(Optional<String> branch) {
    branch.ifPresent(
        name -> {
          try {
            store.commit(name, "commit", Map.of());
          } catch (NothingToCommitException e) {
            // As often as not.
            return;
          }
        });
  }

  private void publish(Optional<String> branch) {
    commit(branch);
    branch.ifPresent(
        name -> {
          try {
            store.merge(name, VersionStore.MAIN, "publish", Map.of());
            store.dropBranch(name);
          } catch (NothingToCommitException | MergeConflictException | MergeRefusedException e) {
            // It stays behind.
            return;
          }
        });
  }

  /** From then on a tag alone reaches what the branch had. */
  private void leaveToATag(String branch) {
    write(branch, anyTable());
    store.createTag("t" + ++number, store.commit(branch, "commit", Map.of()).id());
    store.dropBranch(branch);
  }

  /** From then on the commit before the head alone reaches the newest version of a table. */
  private void leaveToTheCommitBefore(String branch) {
    String name = anyTable();
    write(branch, name);
    store.commit(branch, "commit", Map.of());
    with(Optional.of(branch), catalog -> catalog.dropTable(table(branch, name), false));
    store.commit(branch, "drop", Map.of());
  }

  /** What restore does, on a branch. */
  private void pointBack() {
    Optional<String> branch = anyBranch();
    CommitId from = anyCommit();
    with(
        branch,
        catalog -> {
          for (String name : TABLES) {
            TableIdentifier old = table(from.value(), name);
            if (catalog.tableExists(old)) {
              catalog.pointTo(
                  table(branch.get(), name),
                  catalog.pointer(old).orElseThrow().table().orElseThrow().metadataLocation());
            }
          }
        });
  }

  private void dropTable() {
    Optional<String> branch = anyBranch();
    with(branch, catalog -> catalog.dropTable(table(branch.get(), anyTable()), false));
  }

  private void moveOrReset(String branch) {
    if (random.nextBoolean()) {
      store.reset(branch);
    } else {
      store.moveBranch(branch, store.require(branch), anyCommit());
    }
  }

  private void archive() {
    String address = archived();
    anyBranch()
        .ifPresentOrElse(
            branch ->
                store.link(
                    branch,
                    "deliveries/d%d/dm.csv".formatted(++number),
                    new Link(address, 3, "0".repeat(64))),
            () -> lost.add(address));
  }

  /** An archived file that nothing names yet; its location. */
  String archived() {
    String half = UUID.randomUUID().toString().replace("-", "");
    return put(half + half);
  }

  private String put(String name) {
    return file(study.archive() + "/" + name);
  }

  /** Writes a file of three bytes. */
  String file(String location) {
    try (OutputStream out = io.newOutputFile(location).create()) {
      out.write("a,b".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return location;
  }

  boolean exists(String location) {
    return io.newInputFile(location).exists();
  }

  /** What a process leaves that is killed. */
  private void die() {
    lost.add(random.nextBoolean() ? archived() : put("." + UUID.randomUUID() + ".part"));
  }

  private static TableIdentifier table(String ref, String name) {
    return TableIdentifier.of(Namespace.of(ref, "raw"), name);
  }

  /** The rows of every table at every commit that a ref reaches, and of what is staged. */
  Map<String, List<String>> everything() {
    Map<String, List<String>> rows = new TreeMap<>();
    try (RefCatalog reading = study.catalog(Optional.empty())) {
      for (CommitId commit : commits()) {
        read(reading, commit.value(), rows);
        archivedAt(new View.Committed(commit), rows);
      }
      for (String branch : store.branches()) {
        if (!branch.equals(VersionStore.MAIN)) {
          try (RefCatalog work = study.catalog(Optional.of(branch))) {
            read(work, branch, rows);
          }
          archivedAt(new View.Staged(branch), rows);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private static void read(RefCatalog catalog, String ref, Map<String, List<String>> rows)
      throws IOException {
    for (String name : TABLES) {
      if (catalog.tableExists(table(ref, name))) {
        Table table = catalog.loadTable(table(ref, name));
        String version = ((BaseTable) table).operations().current().metadataFileLocation();
        rows.put(ref + " " + name, List.of(version));
        if (!rows.containsKey(version)) {
          rows.put(version, rows(table.snapshots(), table));
        }
      }
    }
  }

  /** The rows of every snapshot. */
  private static List<String> rows(Iterable<Snapshot> snapshots, Table table) throws IOException {
    List<String> rows = new ArrayList<>();
    for (Snapshot snapshot : snapshots) {
      try (CloseableIterable<Record> records =
          IcebergGenerics.read(table).useSnapshot(snapshot.snapshotId()).build()) {
        records.forEach(record -> rows.add(snapshot.snapshotId() + " " + record));
      }
    }
    rows.sort(null);
    return rows;
  }

  private void archivedAt(View view, Map<String, List<String>> rows) {
    for (Entry entry : store.list(view, "deliveries/", Integer.MAX_VALUE)) {
      String address = entry.target().orElseThrow().address();
      rows.put(address, List.of("there: " + exists(address)));
    }
  }

  /** The files that are needed, found in Iceberg's own way through the pointers of all refs. */
  Set<String> needed() {
    Set<String> locations = new HashSet<>();
    Set<String> metadata = new HashSet<>();
    try (RefCatalog reading = study.catalog(Optional.empty())) {
      for (CommitId commit : commits()) {
        history(reading, commit.value(), metadata);
        addLinks(new View.Committed(commit), locations);
      }
      for (String branch : store.branches()) {
        if (!branch.equals(VersionStore.MAIN)) {
          try (RefCatalog work = study.catalog(Optional.of(branch))) {
            history(work, branch, metadata);
          }
          addLinks(new View.Staged(branch), locations);
        }
      }
      for (String location : metadata) {
        add(new BaseTable(new StaticTableOperations(location, io), location), locations);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Set<String> plain = new TreeSet<>();
    locations.forEach(location -> plain.add(StudyFolder.plain(location)));
    return plain;
  }

  private static void history(RefCatalog catalog, String ref, Set<String> metadata) {
    for (String name : TABLES) {
      for (LoggedPointer logged : catalog.history(table(ref, name))) {
        Pointer pointer = logged.pointer();
        pointer.table().ifPresent(target -> metadata.add(target.metadataLocation()));
      }
    }
  }

  private void addLinks(View view, Set<String> locations) {
    store.list(view, "", Integer.MAX_VALUE).stream()
        .flatMap(entry -> entry.target().stream())
        .forEach(link -> locations.add(link.address()));
  }

  private static void add(Table table, Set<String> locations) throws IOException {
    locations.addAll(ReachableFileUtil.metadataFileLocations(table, false));
    ((BaseTable) table)
        .operations()
        .current()
        .previousFiles()
        .forEach(file -> locations.add(file.file()));
    locations.addAll(ReachableFileUtil.manifestListLocations(table));
    for (Snapshot snapshot : table.snapshots()) {
      snapshot.allManifests(table.io()).forEach(manifest -> locations.add(manifest.path()));
      try (CloseableIterable<FileScanTask> tasks =
          table.newScan().useSnapshot(snapshot.snapshotId()).planFiles()) {
        tasks.forEach(task -> locations.add(task.file().location()));
      }
    }
  }

  /** What lies in the study's folder, notices left out. */
  Set<String> there() {
    Set<String> there = new TreeSet<>();
    ((SupportsPrefixOperations) io)
        .listPrefix(study.folder())
        .forEach(
            file -> {
              if (!file.location().contains("/running/")) {
                there.add(StudyFolder.plain(file.location()));
              }
            });
    return there;
  }

  @Override
  public void close() {
    io.close();
    study.close();
  }
}
