package io.studylake.ingest;

import io.studylake.contents.ColumnSchema;
import io.studylake.contents.ColumnType;
import io.studylake.contents.DatasetSchema;
import io.studylake.delivery.ArchivedContent;
import io.studylake.delivery.DeliveredFile;
import io.studylake.sas.CellReaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads with Spark's own CSV reader: all columns as text, then typed cell by cell. A file with line
 * breaks in quotes is read by one task, and the line of a row is not known; a defect's is, as files
 * with defects are read a second time.
 */
public final class SparkCsvReader implements DeliveryReader {
  /** To be raised with every change to what is read from the same bytes. */
  private static final int RULES_VERSION = 1;

  private final ArchivedContent archive;
  private final ReaderSettings settings;
  private final Set<String> keyColumns;

  /**
   * A reader.
   *
   * @param archive opens files on the driver; executors read them by their address
   */
  public SparkCsvReader(ArchivedContent archive, ReaderSettings settings) {
    this(archive, settings, Set.of());
  }

  /**
   * A reader that takes no id or key with lost digits.
   *
   * @param keyColumns lower-case names of the columns that natural keys are taken from
   */
  public SparkCsvReader(ArchivedContent archive, ReaderSettings settings, Set<String> keyColumns) {
    this.archive = archive;
    this.settings = settings;
    this.keyColumns = Collections.unmodifiableSet(new TreeSet<>(keyColumns));
  }

  @Override
  public String fingerprint() {
    return "spark-csv %d charset=%s delimiter=U+%04X dates=%s yearCutoff=%d missing=%s keys=%s"
        .formatted(
            RULES_VERSION,
            settings.charset().name(),
            (int) settings.delimiter(),
            settings.dates().map(Enum::name).orElse("auto"),
            settings.yearCutoff(),
            settings.missingCharacters(),
            keyColumns);
  }

  @Override
  public ReadDataset read(
      SparkSession spark, DeliveredFile file, DatasetSchema schema, List<String> header) {
    Map<String, String> options = SparkCsvOptions.of(settings.csvFormat(), file.scan());
    DateFormDecision.Records records =
        () -> new RecordFields(archive, file, settings.csvFormat(), options);
    DateFormDecision dates = dateForm(file, schema, header, records);
    List<NumericColumn> numeric = numericColumns(schema, header, dates);
    CellDefects defects = new CellDefects();
    spark.sparkContext().register(defects);
    Dataset<Row> text =
        spark
            .read()
            .schema(textSchema(header))
            .options(options)
            .csv(new Path(URI.create(file.archived().address())).toString());
    return new SparkCsvDataset(
        TypedColumns.rows(text, schema, numeric, new TextDecoding(settings.charset()), defects),
        new SparkCsvDataset.Source(file, schema, header, numeric, dates, records),
        defects);
  }

  private DateFormDecision dateForm(
      DeliveredFile file,
      DatasetSchema schema,
      List<String> header,
      DateFormDecision.Records records) {
    try {
      return DateFormDecision.of(
          file.fileName(), schema, header, settings.cellRules(), settings.dates(), records);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read the archived copy of %s.".formatted(file.fileName()), e);
    }
  }

  private List<NumericColumn> numericColumns(
      DatasetSchema schema, List<String> header, DateFormDecision dates) {
    List<NumericColumn> numeric = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      ColumnSchema column = schema.column(header.get(i)).orElseThrow();
      if (column.type() != ColumnType.STRING) {
        numeric.add(
            new NumericColumn(
                i,
                column,
                keyColumns.contains(column.name())
                    ? CellReaders.key(column.format(), settings.cellRules(), dates.form())
                    : CellReaders.numeric(column.format(), settings.cellRules(), dates.form())));
      }
    }
    return numeric;
  }

  private static StructType textSchema(List<String> header) {
    StructType schema = new StructType();
    for (String name : header) {
      schema = schema.add(name, DataTypes.StringType);
    }
    return schema.add(SparkCsvOptions.BROKEN_RECORD, DataTypes.StringType);
  }
}
