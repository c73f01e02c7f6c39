package io.studylake.ingest;

import io.studylake.contents.ColumnSchema;
import io.studylake.contents.ColumnType;
import io.studylake.contents.ReconciledDataset;
import io.studylake.csv.RecordParser;
import io.studylake.delivery.ArchivedContent;
import io.studylake.delivery.DeliveredFile;
import io.studylake.sas.CellReader;
import io.studylake.sas.CellReaders;
import io.studylake.sas.FormatFamily;
import io.studylake.sas.UserFormats;
import io.studylake.source.CsvColumn;
import io.studylake.source.CsvFile;
import io.studylake.source.CsvTable;
import io.studylake.source.ReadPolicy;
import io.studylake.source.ReadPolicy.OnDefect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;

/**
 * Reads with the parallel CSV source, by the types that the contents give. What is wrong with cells
 * and records is found in the one pass that writes the rows.
 */
public final class CsvDeliveryReader implements DeliveryReader {
  /** To be raised with every change to what is read from the same bytes. */
  private static final int RULES_VERSION = 2;

  private final ArchivedContent archive;
  private final ReaderSettings settings;
  private final Set<String> keyColumns;

  /**
   * A reader.
   *
   * @param archive opens files on the driver; executors read them by their address
   */
  public CsvDeliveryReader(ArchivedContent archive, ReaderSettings settings) {
    this(archive, settings, Set.of());
  }

  /**
   * A reader that takes no id or key with lost digits.
   *
   * @param keyColumns lower-case names of the columns that natural keys are taken from
   */
  public CsvDeliveryReader(
      ArchivedContent archive, ReaderSettings settings, Set<String> keyColumns) {
    this.archive = archive;
    this.settings = settings;
    this.keyColumns = Collections.unmodifiableSet(new TreeSet<>(keyColumns));
  }

  @Override
  public String fingerprint() {
    return "csv %d charset=%s delimiter=%s dates=%s yearCutoff=%d missing=%s keys=%s raised=%s"
        .formatted(
            RULES_VERSION,
            settings.csv().charset().map(Object::toString).orElse("auto"),
            settings.csv().delimiter().map(c -> "U+%04X".formatted((int) c)).orElse("auto"),
            settings.dates().map(Enum::name).orElse("auto"),
            settings.yearCutoff(),
            settings.missingCharacters(),
            keyColumns,
            settings.raised());
  }

  @Override
  public ReadDataset read(SparkSession spark, ReconciledDataset dataset, UserFormats formats) {
    DeliveredFile file = dataset.file();
    DateFormDecision dates = dateForm(dataset);
    long records = file.scan().dataRows(dataset.header().size());
    CsvTable table =
        CsvTable.of(
            spark,
            file.fileName(),
            csvFile(dataset),
            dataset.header().size(),
            columns(dataset, dates, formats),
            new ReadPolicy(
                settings.quarantine().enabled() ? OnDefect.SET_ASIDE : OnDefect.REPORT,
                settings.quarantine().limitOf(records),
                settings.defectsKept()),
            Map.of(
                "openlineage.dataset.namespace",
                "studylake",
                "openlineage.dataset.name",
                "deliveries." + dataset.schema().name()));
    return new CsvReadDataset(spark, table, dataset, dates);
  }

  private CsvFile csvFile(ReconciledDataset dataset) {
    DeliveredFile file = dataset.file();
    return new CsvFile(
        file.archived().address(),
        file.compression(),
        file.scan().bytes(),
        dataset.format().charset().name(),
        dataset.format().delimiter(),
        dataset.format().quote(),
        settings.csv().longestRecord(),
        file.scan().starts());
  }

  private DateFormDecision dateForm(ReconciledDataset dataset) {
    try {
      return DateFormDecision.of(
          dataset, settings.cellRules(), settings.dates(), () -> records(dataset));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read the archived copy of %s.".formatted(dataset.file().fileName()), e);
    }
  }

  private RecordParser records(ReconciledDataset dataset) throws IOException {
    return dataset
        .file()
        .records(
            archive,
            dataset.format(),
            settings.csv().longestRecord(),
            dataset.header().size() == 1);
  }

  private List<CsvColumn> columns(
      ReconciledDataset dataset, DateFormDecision dates, UserFormats formats) {
    List<CsvColumn> columns = new ArrayList<>();
    for (ColumnSchema column : dataset.schema().columns()) {
      int position = dataset.header().indexOf(column.name());
      columns.add(
          column.type() == ColumnType.STRING
              ? CsvColumn.text(column.name(), position, checkedLength(column))
              : CsvColumn.read(
                  column.name(),
                  position,
                  column.type().sparkType(),
                  reader(column, dates, formats),
                  isPlain(column)));
    }
    return columns;
  }

  /** The label of a user format may be longer than the value that LENGTH is about. */
  private static OptionalInt checkedLength(ColumnSchema column) {
    return column.format().isUserFormat() ? OptionalInt.empty() : column.length();
  }

  private CellReader<?> reader(ColumnSchema column, DateFormDecision dates, UserFormats formats) {
    return keyColumns.contains(column.name())
        ? CellReaders.key(column.format(), settings.cellRules(), dates.form(), formats)
        : CellReaders.numeric(column.format(), settings.cellRules(), dates.form(), formats);
  }

  private boolean isPlain(ColumnSchema column) {
    FormatFamily family = column.format().family();
    boolean number = family == FormatFamily.NUMBER || family == FormatFamily.COMMA;
    // A text such as 999 that is configured to mean missing is no number.
    return number && settings.missingCharacters().isEmpty();
  }
}
