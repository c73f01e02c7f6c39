package io.studylake.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.studylake.delivery.SourceFolder.Ignored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SourceFolderTest {
  private static final FileNames NAMES =
      new FileNames(
          List.of("contents.csv", "contents_simple.csv"),
          List.of("formats.csv", "cntlout.csv"),
          "");

  @TempDir private Path folder;

  private SourceFolder open(String... files) throws IOException {
    for (String file : files) {
      Files.createFile(folder.resolve(file));
    }
    return SourceFolder.open(folder, NAMES);
  }

  private SourceFolder openNamed(String pattern, String... files) throws IOException {
    for (String file : files) {
      Files.createFile(folder.resolve(file));
    }
    return SourceFolder.open(folder, new FileNames(NAMES.contents(), NAMES.formats(), pattern));
  }

  @Test
  void datasetsAreTheCsvFilesByLowerCaseName() throws IOException {
    Files.createDirectory(folder.resolve("old"));

    SourceFolder source =
        open("contents.csv", "VS.CSV", "ae.csv", "readme.txt", ".ae.csv.swp", ".csv");

    assertThat(source.contents()).isEqualTo(folder.resolve("contents.csv"));
    assertThat(source.datasets().keySet()).containsExactly("ae", "vs");
    assertThat(source.datasets()).containsEntry("vs", folder.resolve("VS.CSV"));
    assertThat(source.ignored())
        .containsExactly(
            new Ignored("old", "neither contents, formats nor a dataset"),
            new Ignored("readme.txt", "neither contents, formats nor a dataset"));
  }

  @Test
  void theFirstWantedContentsFileIsTakenAndTheOthersAreIgnored() throws IOException {
    SourceFolder source = open("contents_simple.csv", "CONTENTS.CSV", "ae.csv");

    assertThat(source.contents()).isEqualTo(folder.resolve("CONTENTS.CSV"));
    assertThat(source.datasets().keySet()).containsExactly("ae");
    assertThat(source.ignored())
        .containsExactly(
            new Ignored("contents_simple.csv", "neither contents, formats nor a dataset"));
  }

  @Test
  void theFormatsFileIsNoDataset() throws IOException {
    SourceFolder source = open("contents.csv", "cntlout.csv", "Formats.CSV", "ae.csv");

    assertThat(source.formats()).hasValue(folder.resolve("Formats.CSV"));
    assertThat(source.datasets().keySet()).containsExactly("ae");
    assertThat(source.ignored())
        .containsExactly(new Ignored("cntlout.csv", "neither contents, formats nor a dataset"));
  }

  @Test
  void aFolderWithoutFormatsHasNone() throws IOException {
    assertThat(open("contents.csv", "ae.csv").formats()).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereIsRefused() {
    Path missing = folder.resolve("d9");

    assertThatThrownBy(() -> SourceFolder.open(missing, NAMES))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage("Cannot read %s: there is no such folder.".formatted(missing));
  }

  @Test
  void aFileIsNoDelivery() throws IOException {
    Path file = Files.createFile(folder.resolve("d1.zip"));

    assertThatThrownBy(() -> SourceFolder.open(file, NAMES))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            "Cannot read %s: it is a file. Name the folder that holds the delivery."
                .formatted(file));
  }

  @Test
  void aFolderWithoutContentsIsRefused() {
    assertThatThrownBy(() -> open("ae.csv"))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            "Cannot read %s: there is no contents file (contents.csv, contents_simple.csv) that"
                    .formatted(folder)
                + " gives the columns' types. Ask the sponsor for the output of PROC CONTENTS, or"
                + " name the file in studylake.delivery.contents.");
  }

  @Test
  void aFolderWithoutDatasetIsRefused() {
    assertThatThrownBy(() -> open("contents.csv", "readme.txt"))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage("Cannot read %s: there is no dataset file (*.csv) in it.".formatted(folder));
  }

  @Test
  void aFileWhoseNameIsNoDatasetIsRefused() {
    assertThatThrownBy(() -> open("contents.csv", "ae (1).csv"))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            "Cannot read %s: 'ae (1).csv' is no dataset name (letters, digits and '_', a letter"
                    .formatted(folder)
                + " first). Rename the file or take it out of the folder.");
  }

  @Test
  void twoFilesForOneDatasetAreRefused() {
    assertThatThrownBy(() -> open("contents.csv", "AE.csv", "ae.csv"))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            "Cannot read %s: AE.csv and ae.csv are both dataset ae. Keep one of them."
                .formatted(folder));
  }

  @Test
  void aPatternSaysWhichPartOfTheNameIsTheDataset() throws IOException {
    SourceFolder source =
        openNamed(
            "STUDY_(?<dataset>[A-Za-z0-9]+)_\\d{8}",
            "contents.csv", "STUDY_AE_20240131.csv", "STUDY_lb_20240130.CSV", "STUDY_VS_draft.csv");

    assertThat(source.datasets())
        .containsOnly(
            Map.entry("ae", folder.resolve("STUDY_AE_20240131.csv")),
            Map.entry("lb", folder.resolve("STUDY_lb_20240130.CSV")));
    assertThat(source.ignored())
        .containsExactly(
            new Ignored("STUDY_VS_draft.csv", "not named as delivery.file-pattern says"));
  }

  @Test
  void twoFilesWhosePatternGivesOneDatasetAreRefused() {
    assertThatThrownBy(
            () ->
                openNamed(
                    "(?<dataset>[A-Z]+)_\\d{8}",
                    "contents.csv", "AE_20240131.csv", "AE_20240228.csv"))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            "Cannot read %s: AE_20240131.csv and AE_20240228.csv are both dataset ae. Keep one of them.",
            folder);
  }

  @Test
  void aPatternThatNoNameMatchesIsSaid() {
    assertThatThrownBy(() -> openNamed("AE_(?<dataset>.+)", "contents.csv", "dm.csv"))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            "Cannot read %s: there is no dataset file in it whose name without .csv is as studylake.delivery.file-pattern says, AE_(?<dataset>.+).",
            folder);
  }

  @Test
  void whatAPatternTakesOutOfANameHasToBeADatasetName() {
    assertThatThrownBy(() -> openNamed("(?<dataset>.+)_v1", "contents.csv", "a b_v1.csv"))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            "Cannot read %s: 'a b_v1.csv' is no dataset name (letters, digits and '_', a letter first). Rename the file or take it out of the folder.",
            folder);
  }

  @Test
  void anEmptyFolderIsRefused() throws IOException {
    Files.createFile(folder.resolve(".DS_Store"));

    assertThatThrownBy(this::open)
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage("Cannot read %s: it is empty.", folder);
  }

  @Test
  void aLinkOutOfTheFolderIsRefusedWithWhereItLeads(@TempDir Path elsewhere) throws IOException {
    Path secret = Files.writeString(elsewhere.resolve("secret.csv"), "USUBJID\n");
    Files.createSymbolicLink(folder.resolve("ae.csv"), secret);

    assertThatThrownBy(() -> open("contents.csv", "dm.csv"))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            "Cannot read %s: ae.csv is a symbolic link out of the folder, to %s. Put the file itself there.",
            folder, secret.toRealPath());
  }

  @Test
  void aLinkOverAFolderThatLeadsOutIsRefusedToo(@TempDir Path elsewhere) throws IOException {
    Files.createFile(elsewhere.resolve("ae.csv"));
    Files.createSymbolicLink(folder.resolve("data"), elsewhere);
    Files.createSymbolicLink(folder.resolve("ae.csv"), Path.of("data", "ae.csv"));

    assertThatThrownBy(() -> open("contents.csv"))
        .hasMessageContaining("ae.csv is a symbolic link out of the folder, to ");
  }

  @Test
  void theContentsMayBeNoLinkOutOfTheFolderEither(@TempDir Path elsewhere) throws IOException {
    Path contents = Files.createFile(elsewhere.resolve("c.csv"));
    Files.createSymbolicLink(folder.resolve("contents.csv"), contents);

    assertThatThrownBy(() -> open("dm.csv"))
        .hasMessage(
            "Cannot read %s: contents.csv is a symbolic link out of the folder, to %s. Put the file itself there.",
            folder, contents.toRealPath());
  }

  @Test
  void linksInsideOfTheFolderAndOneToTheFolderAreFollowed(@TempDir Path elsewhere)
      throws IOException {
    Files.createDirectory(folder.resolve("v2"));
    Files.createFile(folder.resolve("v2").resolve("ae.csv"));
    Files.createSymbolicLink(folder.resolve("ae.csv"), Path.of("v2", "ae.csv"));
    Files.createFile(folder.resolve("contents.csv"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("d1"), folder);

    assertThat(SourceFolder.open(link, NAMES).datasets())
        .containsOnly(Map.entry("ae", link.resolve("ae.csv")));
  }

  @Test
  void aLinkToNothingAndOneToItselfAreNamed() throws IOException {
    Files.createSymbolicLink(folder.resolve("ae.csv"), Path.of("gone\n.csv"));
    Files.createSymbolicLink(folder.resolve("dm.csv"), Path.of("dm.csv"));

    assertThatThrownBy(() -> open("contents.csv"))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            """
            Cannot read %s: 2 things are wrong with its files.
              ae.csv is a symbolic link to gone\\u000A.csv, where there is no file. Put the file itself there.
              dm.csv is a symbolic link to dm.csv, where there is no file. Put the file itself there.""",
            folder);
  }

  @Test
  @Timeout(20)
  void aFolderAndAPipeThatAreNamedLikeDatasetsAreRefusedUnread() throws Exception {
    Files.createDirectory(folder.resolve("ae.csv"));
    pipe("dm.csv");
    Files.createSymbolicLink(folder.resolve("vs.csv"), Path.of("dm.csv"));

    assertThatThrownBy(() -> open("contents.csv"))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            """
            Cannot read %s: 3 things are wrong with its files.
              ae.csv is a folder, not a file. Take it out of the folder.
              dm.csv is a pipe, a socket or a device, not a file. Take it out of the folder.
              vs.csv is a pipe, a socket or a device, not a file. Take it out of the folder.""",
            folder);
  }

  @Test
  @Timeout(20)
  void aPipeInThePlaceOfTheContentsIsRefusedUnread() throws Exception {
    pipe("contents.csv");

    assertThatThrownBy(() -> open("dm.csv"))
        .hasMessage(
            "Cannot read %s: contents.csv is a pipe, a socket or a device, not a file. Take it out of the folder.",
            folder);
  }

  @Test
  void namesAreShownEscaped() {
    assertThatThrownBy(() -> open("contents.csv", "a\u202Ee.csv", "\u0430e.csv", "d\nm.csv"))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessageContaining("'a\\u202Ee.csv' is no dataset name")
        .hasMessageContaining("'\\u0430e.csv' is no dataset name")
        .hasMessageContaining("'d\\u000Am.csv' is no dataset name");
  }

  @Test
  void ignoredNamesAreShownEscaped() throws IOException {
    assertThat(open("contents.csv", "ae.csv", "x\u001B[2J.txt").ignored())
        .extracting(Ignored::name)
        .containsExactly("x\\u001B[2J.txt");
  }

  @Test
  void aNameThatIsNoPartOfAPathIsRefusedEvenWhereThePatternTakesIt() {
    assertThatThrownBy(() -> openNamed(".*_(?<dataset>[a-z]+)", "contents.csv", "..\\up_ae.csv"))
        .hasMessageContaining("there is no dataset file");
    assertThatThrownBy(() -> openNamed(".*_(?<dataset>[a-z]+)", "x\\up_ae.csv"))
        .hasMessage(
            "Cannot read %s: the name 'x\\up_ae.csv' holds more than Latin letters, digits, blanks and ._()+,=@#&-. Rename the file.",
            folder);
  }

  @Test
  void whatMayNotBeReadIsNamed() throws Exception {
    Files.createFile(folder.resolve("contents.csv"));
    Path dm = Files.createFile(folder.resolve("dm.csv"));
    Files.setPosixFilePermissions(dm, Set.of());
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    String user = somebodyElse();

    assertThat(openedBy(user))
        .isEqualTo(
            "Cannot read %s: dm.csv may not be read: permission denied. Let %s read it."
                .formatted(folder, user));

    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("-wx------"));
    assertThat(openedBy(user))
        .isEqualTo(
            "Cannot read %s: permission denied. Let %s list and read it.".formatted(folder, user));
  }

  /** Root may read everything, so the folder is opened as somebody else. */
  private static String somebodyElse() {
    String user = System.getProperty("user.name");
    return user.equals("root") ? "nobody" : user;
  }

  private String openedBy(String user) throws Exception {
    if (user.equals(System.getProperty("user.name"))) {
      return OpenProcess.refusal(folder);
    }
    Process process =
        new ProcessBuilder(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                ownClasses(SourceFolder.class) + ":" + ownClasses(OpenProcess.class),
                OpenProcess.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assumeFalse(said.startsWith("Error: Could not find"), "nobody may not read these classes");
    return said;
  }

  private static String ownClasses(Class<?> of) throws Exception {
    return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private void pipe(String name) throws Exception {
    assertThat(new ProcessBuilder("mkfifo", folder.resolve(name).toString()).start().waitFor())
        .isZero();
  }

  @Test
  void compressedFilesAreTakenByTheNamesTheyHaveUncompressed() throws IOException {
    SourceFolder source =
        open("contents.csv.gz", "ae.csv.gz", "DM.CSV.ZIP", "vs.zip", "lb.csv", "notes.gz");

    assertThat(source.contents()).isEqualTo(folder.resolve("contents.csv.gz"));
    assertThat(source.datasets().keySet()).containsExactly("ae", "dm", "lb", "vs");
    assertThat(source.ignored())
        .containsExactly(new Ignored("notes.gz", "neither contents, formats nor a dataset"));
  }

  @Test
  void aPatternIsAppliedToTheNameWithoutAllExtensions() throws IOException {
    assertThat(openNamed("(?<dataset>.+)_\\d+", "contents.csv", "AE_1.csv.gz").datasets())
        .containsOnlyKeys("ae");
  }

  @Test
  void aFileAndItsCompressedFormAreTwoFilesForOneDataset() {
    assertThatThrownBy(() -> open("contents.csv", "ae.csv", "ae.csv.gz", "ae.zip"))
        .hasMessage(
            """
            Cannot read %s: 2 things are wrong with its files.
              ae.csv and ae.csv.gz are both dataset ae. Keep one of them.
              ae.csv.gz and ae.zip are both dataset ae. Keep one of them.""",
            folder);
  }
}
