package io.studylake.ingest;

import io.studylake.config.Configuration;
import io.studylake.contents.ColumnSchema;
import io.studylake.contents.ContentsException;
import io.studylake.contents.ContentsParser;
import io.studylake.contents.DatasetSchema;
import io.studylake.contents.FormatsParser;
import io.studylake.contents.ReconciledContents;
import io.studylake.contents.ReconciledDataset;
import io.studylake.contents.Reconciliation;
import io.studylake.contents.StudyContents;
import io.studylake.csv.CsvFormat;
import io.studylake.delivery.ArchivedContent;
import io.studylake.delivery.DeliveredFile;
import io.studylake.delivery.Delivery;
import io.studylake.problem.Problems;
import io.studylake.sas.UserFormats;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Step 3: what the contents say, reconciled with what the files hold.
 *
 * @param contents datasets with a file, and those that are empty by their NOBS
 * @param formats what decodes codes of user formats; {@link UserFormats#NONE} without formats file
 */
public record StudySchema(ReconciledContents contents, UserFormats formats) {

  /**
   * Reads the contents of a delivery and every file's header.
   *
   * @param problems takes all that does not fit, together
   * @throws ContentsException when the contents cannot be read at all
   */
  public static StudySchema read(
      Delivery delivery, ArchivedContent archive, Configuration configuration, Problems problems) {
    ReaderSettings settings =
        ReaderConfiguration.settings(configuration.delivery(), configuration.problems());
    Set<String> reservedNames = ReaderConfiguration.reservedNames(configuration.keys());
    CsvFormat format = settings.contentsFormat();
    StudyContents described =
        read(
            delivery.name(),
            delivery.contents(),
            archive,
            (name, content) ->
                new ContentsParser(format, reservedNames).parse(name, content, problems));
    UserFormats formats = UserFormats.NONE;
    if (delivery.formats().isPresent()) {
      formats =
          read(
              delivery.name(),
              delivery.formats().get(),
              archive,
              (name, content) -> new FormatsParser(format).parse(name, content, problems));
    }
    try {
      return new StudySchema(
          new Reconciliation(archive, settings.csv(), settings.mostColumns(), reservedNames)
              .reconcile(described, List.copyOf(delivery.datasets().values()), problems),
          formats);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read the archived files of delivery " + delivery.name(), e);
    }
  }

  @FunctionalInterface
  private interface Parser<T> {
    T parse(String fileName, InputStream content) throws IOException;
  }

  private static <T> T read(
      String delivery, DeliveredFile file, ArchivedContent archive, Parser<T> parser) {
    try (InputStream content = file.open(archive)) {
      return parser.parse(file.fileName(), content);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read the archived %s of delivery %s".formatted(file.fileName(), delivery), e);
    }
  }

  /** All datasets, those without a file too, in order of name. */
  public List<DatasetSchema> datasets() {
    List<DatasetSchema> all = new ArrayList<>(contents.withoutFile());
    contents.datasets().forEach(dataset -> all.add(dataset.schema()));
    all.sort(java.util.Comparator.comparing(DatasetSchema::name));
    return List.copyOf(all);
  }

  /** The dataset of a name in lower case. */
  public Optional<DatasetSchema> of(String dataset) {
    return datasets().stream().filter(schema -> schema.name().equals(dataset)).findFirst();
  }

  /** The dataset of a name in lower case, with its file. */
  Optional<ReconciledDataset> withFile(String dataset) {
    return contents.datasets().stream()
        .filter(reconciled -> reconciled.schema().name().equals(dataset))
        .findFirst();
  }

  /** Lower-case names of the columns that the contents describe, by dataset. */
  public Map<String, List<String>> columnsByDataset() {
    Map<String, List<String>> columns = new TreeMap<>();
    for (DatasetSchema schema : datasets()) {
      columns.put(schema.name(), names(schema));
    }
    return columns;
  }

  /** Lower-case names of the columns that the contents describe. */
  static List<String> names(DatasetSchema schema) {
    return schema.columns().stream()
        .filter(ColumnSchema::described)
        .map(ColumnSchema::name)
        .toList();
  }
}
