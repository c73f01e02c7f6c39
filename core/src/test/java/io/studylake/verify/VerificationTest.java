package io.studylake.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.catalog.Pointer;
import io.studylake.catalog.RefCatalog;
import io.studylake.catalog.Target;
import io.studylake.lake.Study;
import io.studylake.progress.Progress;
import io.studylake.run.StudyFixture;
import io.studylake.version.Entry;
import io.studylake.version.RefNotFoundException;
import io.studylake.version.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SeekableInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pilot study's first two deliveries, damaged in one place at a time. */
class VerificationTest {
  @TempDir private static Path folder;
  private static StudyFixture study;

  @BeforeAll
  static void deliver() {
    study = new StudyFixture(folder);
    study.deliverPilot("d1");
    study.deliverPilot("d2");
  }

  private static Report verify(String ref) {
    try (Study open = study.open()) {
      return new Verification(open, Progress.SILENT).of(ref);
    }
  }

  private static List<Remark> remarks(String ref) {
    return verify(ref).remarks();
  }

  /** What is found while a file is gone; it is back afterwards. */
  private static List<Remark> without(Path file, String ref) throws IOException {
    return changed(file, Files::delete, ref);
  }

  private interface Damage {
    void to(Path file) throws IOException;
  }

  private static List<Remark> changed(Path file, Damage damage, String ref) throws IOException {
    byte[] before = Files.readAllBytes(file);
    damage.to(file);
    try {
      return remarks(ref);
    } finally {
      Files.write(file, before);
    }
  }

  private static Table load(RefCatalog catalog, String ref, String namespace, String table) {
    return catalog.loadTable(TableIdentifier.of(Namespace.of(ref, namespace), table));
  }

  private static Path path(String location) {
    return Path.of(location.substring("file://".length()));
  }

  private record Dm(Path metadata, Path manifestList, Path manifest, Path data, long rows) {}

  /** The files of {@code raw.dm} on main; it is small and has one of each. */
  private static Dm dm() throws IOException {
    try (Study open = study.open();
        RefCatalog catalog = open.catalog(Optional.empty())) {
      Table table = load(catalog, "main", "raw", "dm");
      try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
        var file = tasks.iterator().next().file();
        return new Dm(
            path(target("raw", "dm").metadataLocation()),
            path(table.currentSnapshot().manifestListLocation()),
            path(table.currentSnapshot().allManifests(table.io()).get(0).path()),
            path(file.location()),
            file.recordCount());
      }
    }
  }

  private static Target.Table target(String namespace, String table) {
    return study.pointer("main", namespace, table).table().orElseThrow();
  }

  /** A branch from main with one commit on it that no run made. */
  private static void branch(String name, Consumer<Study> work) {
    try (Study open = study.open()) {
      open.store().createBranch(name, open.store().require("main"));
      work.accept(open);
      open.store().commit(name, "by hand", Map.of());
    }
  }

  private static String topPointer(Study open, String folder) {
    return open.store()
        .list(new View.Committed(open.store().require("main")), folder, 1)
        .get(0)
        .path();
  }

  private static String pointerPath(String folder, long version) {
    return folder + "%019d.json".formatted(Long.MAX_VALUE - version);
  }

  @Test
  void aStudyThatIsAsItWasDeliveredIsWhole() {
    Report main = verify("main");

    assertThat(main.remarks()).isEmpty();
    assertThat(main.broken()).isZero();
    assertThat(main.refs().get("main")).isEqualTo(study.head());
    // 4 datasets raw and base, 3 key maps, and those of meta.
    assertThat(main.tables()).isGreaterThan(11);
    assertThat(main.files()).isGreaterThan(4 * main.tables());
    assertThat(main.commits()).isEqualTo(3);
    assertThat(verify("d1").remarks()).isEmpty();
    assertThat(verify("d1").commits()).isZero();
  }

  @Test
  void whatWasLookedAtIsToldOnTheWay() {
    List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void step(String step, String detail) {
            heard.add(step);
          }

          @Override
          public void end(String step, String dataset, String result) {
            heard.add(dataset + " " + result);
          }
        };
    try (Study open = study.open()) {
      new Verification(open, progress).of("main");
    }

    assertThat(heard).containsSubsequence("Commits", "Pointers", "Tables", "Archive");
    assertThat(heard).contains("raw.dm 47 rows");
  }

  @Test
  void aRefThatDoesNotExistIsNamed() {
    assertThatThrownBy(() -> verify("d11"))
        .isInstanceOf(RefNotFoundException.class)
        .hasMessageContaining("d11");
  }

  @Test
  void aDataFileThatIsGoneIsFound() throws IOException {
    Dm dm = dm();

    assertThat(without(dm.data(), "main"))
        .containsExactly(
            Remark.broken(
                "raw.dm",
                "data file file://%s is not there: its %d rows cannot be read"
                    .formatted(dm.data(), dm.rows())));
  }

  @Test
  void aDataFileThatWasCutOffIsFound() throws IOException {
    Dm dm = dm();
    long bytes = Files.size(dm.data());

    assertThat(changed(dm.data(), file -> Files.write(file, new byte[100]), "main"))
        .containsExactly(
            Remark.broken(
                "raw.dm",
                "data file file://%s has 100 bytes, and its manifest says %,d: its %d rows cannot be read"
                    .formatted(dm.data(), bytes, dm.rows())));
  }

  @Test
  void aMetadataFileThatIsGoneIsFoundAndTheRestIsLookedAtAllTheSame() throws IOException {
    Dm dm = dm();

    assertThat(without(dm.metadata(), "main"))
        .containsExactly(
            Remark.broken(
                "raw.dm",
                "metadata file file://%s is not there: the table cannot be loaded on this ref"
                    .formatted(dm.metadata())));
  }

  @Test
  void aMetadataFileThatIsNoneIsFoundWithoutItsContent() throws IOException {
    Dm dm = dm();

    assertThat(changed(dm.metadata(), file -> Files.writeString(file, "01-701-1015"), "main"))
        .singleElement()
        .satisfies(
            remark ->
                assertThat(remark.text())
                    .startsWith("metadata file file://%s cannot be read (".formatted(dm.metadata()))
                    .doesNotContain("01-701-1015"));
  }

  @Test
  void aManifestListThatIsGoneIsFound() throws IOException {
    Dm dm = dm();

    assertThat(without(dm.manifestList(), "main"))
        .containsExactly(
            Remark.broken(
                "raw.dm",
                "manifest list file://%s is not there: no row of the table can be read"
                    .formatted(dm.manifestList())));
  }

  @Test
  void aManifestThatIsGoneIsFound() throws IOException {
    Dm dm = dm();

    assertThat(without(dm.manifest(), "main"))
        .containsExactly(
            Remark.broken(
                "raw.dm",
                "manifest file://%s is not there: the rows of the files that it lists cannot be read"
                    .formatted(dm.manifest())));
  }

  @Test
  void anArchivedFileThatIsGoneIsFound() throws IOException {
    Entry link;
    try (Study open = study.open()) {
      link = open.store().list(new View.Committed(study.head()), "deliveries/d1/dm.csv", 1).get(0);
    }
    String address = link.target().orElseThrow().address();

    assertThat(without(Path.of(java.net.URI.create(address)), "main"))
        .containsExactly(
            Remark.broken(
                "archive",
                "archived file %s is not there: deliveries/d1/dm.csv cannot be read again as it was delivered"
                    .formatted(address)));
  }

  @Test
  void ofManyMissingFilesTheFirstAreNamedAndTheRestCounted() {
    try (FileSizes sizes = new FileSizes()) {
      FileSizes.Group group = sizes.group();
      for (int i = 0; i < 2_500; i++) {
        String file = "f" + i;
        group.expect(
            "data file",
            file,
            () -> {
              throw new java.nio.file.NoSuchFileException(file);
            },
            "it is lost");
      }

      assertThat(group.wrong())
          .hasSize(FileSizes.LISTED + 1)
          .last()
          .isEqualTo("2,480 more files are not there, or not as they should be");
      assertThat(sizes.seen()).isEqualTo(2_500);
    }
  }

  @Test
  void aPointerThatIsDamagedIsFound() {
    branch(
        "damaged",
        open -> {
          String top = topPointer(open, "tables/raw/dm/");
          open.store().remove("damaged", top);
          open.store().createExclusively("damaged", top, "{}".getBytes(UTF_8));
        });

    assertThat(remarks("damaged"))
        .extracting(Remark::kind, Remark::where)
        .contains(org.assertj.core.groups.Tuple.tuple(Remark.Kind.BROKEN, "raw.dm"));
    assertThat(remarks("damaged").get(0).text())
        .matches(
            "Cannot read pointer tables/raw/dm/\\d{19}\\.json: it has no number 'version'\\. Only"
                + " studylake writes below tables/ and namespaces/; go back to a commit before this"
                + " file was changed\\.");
    assertThat(remarks("main")).isEmpty();
  }

  @Test
  void aPointerWhoseLowerNeighbourIsGoneIsFound() {
    Pointer top = study.pointer("main", "raw", "dm");
    branch(
        "gap",
        open -> open.store().remove("gap", pointerPath("tables/raw/dm/", top.version() - 1)));

    assertThat(remarks("gap"))
        .contains(
            Remark.broken(
                "raw.dm",
                "pointer %s is of version %d, and version %d below it is missing"
                    .formatted(
                        pointerPath("tables/raw/dm/", top.version()),
                        top.version(),
                        top.version() - 1)));
  }

  @Test
  void aPointerUnderTheNameOfAnotherVersionIsFound() {
    Pointer top = study.pointer("main", "raw", "dm");
    branch(
        "renamed",
        open ->
            open.store()
                .createExclusively(
                    "renamed",
                    pointerPath("tables/raw/dm/", top.version() + 1),
                    pointer(top.version() + 7, top.id(), "nowhere")));

    assertThat(remarks("renamed"))
        .singleElement()
        .satisfies(
            remark ->
                assertThat(remark.text())
                    .startsWith(
                        "Cannot read pointer %s: it says version %d."
                            .formatted(
                                pointerPath("tables/raw/dm/", top.version() + 1),
                                top.version() + 7)));
  }

  @Test
  void aStoreThatHasItsOwnWordForAMissingFileIsUnderstood() {
    InputFile missing =
        new InputFile() {
          @Override
          public long getLength() {
            throw new IllegalStateException("404");
          }

          @Override
          public SeekableInputStream newStream() {
            throw new IllegalStateException("404");
          }

          @Override
          public String location() {
            return "s3://bucket/key";
          }

          @Override
          public boolean exists() {
            return false;
          }
        };
    FileIO io =
        new FileIO() {
          @Override
          public InputFile newInputFile(String location) {
            return missing;
          }

          @Override
          public OutputFile newOutputFile(String location) {
            throw new AssertionError("nothing is written");
          }

          @Override
          public void deleteFile(String location) {
            throw new AssertionError("nothing is deleted");
          }
        };

    assertThatThrownBy(() -> FileLength.in(io).bytes("s3://bucket/key"))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("There is no file s3://bucket/key");
  }

  @Test
  void aFileBesideThePointersIsFound() {
    branch(
        "stray", open -> open.store().createExclusively("stray", "tables/notes.txt", new byte[0]));

    assertThat(remarks("stray"))
        .containsExactly(
            Remark.broken("tables/", "tables/notes.txt is where no table has its pointers"));
  }

  @Test
  void aVoidPointerIsANoteSinceReadersPassOverIt() {
    Pointer top = study.pointer("main", "raw", "dm");
    String path = pointerPath("tables/raw/dm/", top.version() + 1);
    branch(
        "void",
        open ->
            open.store()
                .createExclusively("void", path, pointer(top.version() + 1, "nobody", "nowhere")));

    Report report = verify("void");
    assertThat(report.remarks())
        .containsExactly(
            Remark.note(
                "raw.dm",
                "pointer %s is void: the store lost the write that it was put on, so readers pass over it"
                    .formatted(path)));
    assertThat(report.broken()).isZero();
  }

  private static byte[] pointer(long version, String below, String location) {
    return """
    {"version": %d, "id": "mine", "below": "%s", "metadata-location": "%s", "table-uuid": "u"}"""
        .formatted(version, below, location)
        .getBytes(UTF_8);
  }

  @Test
  void aPointerToAnotherTableIsFound() {
    Pointer top = study.pointer("main", "raw", "dm");
    Target.Table other = target("base", "dm");
    String path = pointerPath("tables/raw/dm/", top.version() + 1);
    branch(
        "swapped",
        open ->
            open.store()
                .createExclusively(
                    "swapped",
                    path,
                    pointer(top.version() + 1, top.id(), other.metadataLocation())));

    assertThat(remarks("swapped"))
        .containsExactly(
            Remark.broken(
                "raw.dm",
                "metadata file %s is of table %s, and its pointer says u: the ref shows another table"
                    .formatted(other.metadataLocation(), other.uuid())));
  }

  @Test
  void aBaseTableWithOtherRowsThanItsRawTableIsFound() throws IOException {
    long rows = dm().rows();
    branch(
        "fewer",
        open -> {
          RefCatalog catalog = open.catalog(Optional.of("fewer"));
          load(catalog, "fewer", "base", "dm")
              .newDelete()
              .deleteFromRowFilter(Expressions.alwaysTrue())
              .commit();
        });

    assertThat(remarks("fewer"))
        .containsExactly(
            Remark.broken(
                "base.dm",
                "it has 0 rows, and raw.dm has %d: rows were lost or multiplied".formatted(rows)));
  }

  @Test
  void aRawTableWithoutItsBaseTableIsFound() {
    branch(
        "alone",
        open ->
            open.catalog(Optional.of("alone"))
                .dropTable(TableIdentifier.of(Namespace.of("alone", "base"), "dm"), false));

    assertThat(remarks("alone"))
        .containsExactly(Remark.broken("base.dm", "there is no such table beside raw.dm"));
  }

  @Test
  void aSnapshotThatSaysOtherRowsThanItsManifestsIsFound() throws IOException {
    Path metadata = dm().metadata();
    String before = Files.readString(metadata);
    String after = before.replaceAll("(\"total-records\"\\s*:\\s*)\"47\"", "$1\"50\"");
    assertThat(after.equals(before)).isFalse();

    assertThat(changed(metadata, file -> Files.writeString(file, after), "main"))
        .singleElement()
        .satisfies(
            remark ->
                assertThat(remark.text())
                    .matches(
                        "snapshot \\d+ says 50 rows, and its manifests list 47: rows are lost, or"
                            + " there twice"));
  }

  @Test
  void aTableInANamespaceThatDoesNotExistIsFound() {
    branch(
        "homeless",
        open ->
            open.store()
                .list(
                    new View.Committed(open.store().require("main")), "namespaces/quarantine/", 10)
                .forEach(entry -> open.store().remove("homeless", entry.path())));
    assertThat(remarks("homeless")).isEmpty();

    branch(
        "homeless2",
        open ->
            open.store()
                .list(new View.Committed(open.store().require("main")), "namespaces/keys/", 10)
                .forEach(entry -> open.store().remove("homeless2", entry.path())));
    assertThat(remarks("homeless2"))
        .contains(
            Remark.broken(
                "keys.patient", "there is no namespace keys: the table is in no listing"));
  }

  @Test
  void aCommitOnMainThatNoRunMadeIsFound(@TempDir Path other) {
    StudyFixture empty = new StudyFixture(other);
    try (Study open = empty.open()) {
      open.store().createExclusively("main", "notes.txt", new byte[0]);
      var commit = open.store().commit("main", "by hand", Map.of());
      open.store().createExclusively("main", "_lakefs_actions/gate.yaml", new byte[0]);
      open.store().commit("main", "hooks", Map.of());

      Report report = new Verification(open, Progress.SILENT).of("main");

      assertThat(report.remarks())
          .containsExactly(
              Remark.broken(
                  "main",
                  "commit %s (%s, \"by hand\") came from no passed run (it added no runs/<run id>.json): nobody knows what it did to the study"
                      .formatted(commit.id(), commit.createdAt())));
      assertThat(report.commits()).isEqualTo(3);
    }
  }

  private static Report verifyAll(Depth depth) {
    try (Study open = study.open()) {
      return new Verification(open, Progress.SILENT, depth).ofAllRefs();
    }
  }

  @Test
  void ofAllRefsWhatTheyShareIsLookedAtOnceAndEachFindingNamesThem() throws IOException {
    Entry link;
    try (Study open = study.open()) {
      link = open.store().list(new View.Committed(study.head()), "deliveries/d1/dm.csv", 1).get(0);
      open.store().createBranch("look", open.store().require("d1"));
    }
    Report whole = verifyAll(Depth.SIZES);
    Path file = Path.of(java.net.URI.create(link.target().orElseThrow().address()));
    byte[] before = Files.readAllBytes(file);
    Files.delete(file);
    Report broken;
    try {
      broken = verifyAll(Depth.SIZES);
    } finally {
      Files.write(file, before);
      try (Study open = study.open()) {
        open.store().dropBranch("look");
      }
    }

    assertThat(whole.refs().keySet()).startsWith("main").contains("d1", "d2", "look");
    assertThat(whole.findings()).filteredOn(finding -> finding.refs().contains("main")).isEmpty();
    assertThat(whole.tables())
        .isGreaterThan(verify("main").tables())
        .isLessThan(
            whole.refs().values().stream()
                .mapToLong(commit -> verify(commit.value()).tables())
                .sum());
    assertThat(broken.findings())
        .filteredOn(finding -> finding.remark().where().equals("archive"))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.refs())
                    .startsWith("main")
                    .containsSubsequence("look", "d1", "d2"));
  }

  @Test
  void aDataFileWhoseFooterIsDamagedIsFoundInDepth() throws IOException {
    Dm dm = dm();
    assertThat(verifyAll(Depth.CONTENTS).findings())
        .filteredOn(finding -> finding.refs().contains("main"))
        .isEmpty();
    byte[] data = Files.readAllBytes(dm.data());
    byte[] damaged = data.clone();
    // The last bytes of a Parquet file are its footer's length and its name.
    damaged[damaged.length - 1] = 'X';

    assertThat(changed(dm.data(), file -> Files.write(file, damaged), "main")).isEmpty();
    Files.write(dm.data(), damaged);
    try {
      assertThat(verifyAll(Depth.CONTENTS).findings())
          .filteredOn(finding -> finding.refs().contains("main"))
          .singleElement()
          .satisfies(
              finding ->
                  assertThat(finding.remark().text())
                      .startsWith("data file file://%s cannot be read (".formatted(dm.data())));
    } finally {
      Files.write(dm.data(), data);
    }
  }

  @Test
  void anArchivedFileOfAnotherContentIsFoundInDepth() throws IOException {
    Entry link;
    try (Study open = study.open()) {
      link = open.store().list(new View.Committed(study.head()), "deliveries/d1/dm.csv", 1).get(0);
    }
    Path file = Path.of(java.net.URI.create(link.target().orElseThrow().address()));
    byte[] before = Files.readAllBytes(file);
    byte[] after = before.clone();
    after[before.length / 2] ^= 1;

    assertThat(changed(file, path -> Files.write(path, after), "main")).isEmpty();
    Files.write(file, after);
    try (Study open = study.open()) {
      assertThat(new Verification(open, Progress.SILENT, Depth.CONTENTS).of("main").remarks())
          .containsExactly(
              Remark.broken(
                  "archive",
                  "archived file %s does not hold what was archived, its SHA-256 is another: deliveries/d1/dm.csv cannot be read again as it was delivered"
                      .formatted(link.target().orElseThrow().address())));
    } finally {
      Files.write(file, before);
    }
  }

  @Test
  void whatAFailedRunLeftUnfinishedIsANote() {
    branch(
        "failed",
        open ->
            open.catalog(Optional.of("failed"))
                .dropTable(TableIdentifier.of(Namespace.of("failed", "base"), "dm"), false));
    try (Study open = study.open()) {
      assertThat(verify("failed").broken()).isEqualTo(1);
      open.store().createExclusively("failed", "notes.txt", new byte[0]);
      open.store().commit("failed", "Delivery d3 failed", Map.of("studylake.passed", "false"));
    }

    assertThat(remarks("failed"))
        .containsExactly(
            Remark.note(
                "base",
                "the run that made this commit did not pass and stopped before its base tables were complete"));
  }

  @Test
  void verifyingChangesNothing() throws IOException {
    List<String> before = everything();

    verify("main");

    assertThat(everything()).isEqualTo(before);
  }

  private static List<String> everything() throws IOException {
    try (var files = Files.walk(folder.resolve("lake"))) {
      return files
          .filter(Files::isRegularFile)
          .sorted(Comparator.naturalOrder())
          .map(file -> file + " " + file.toFile().length())
          .toList();
    }
  }
}
