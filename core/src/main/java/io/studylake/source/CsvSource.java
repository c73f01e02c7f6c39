package io.studylake.source;

import io.studylake.csv.CsvFormat;
import io.studylake.csv.RecordParser;
import io.studylake.csv.RecordStarts.Split;
import io.studylake.delivery.Compression;
import io.studylake.sas.CellReaders;
import io.studylake.sas.CellRules;
import io.studylake.sas.DateForm;
import io.studylake.sas.SasFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * {@code spark.read.format("studylake-csv").load(file)}: one CSV file with the line of each record,
 * for whoever looks into an archived file. All columns are text unless a schema says otherwise; a
 * record or cell that does not fit ends the read with its line.
 *
 * <p>Options: {@code charset} (UTF-8), {@code delimiter} (a comma), {@code longest-record} (bytes,
 * 16 MiB).
 */
public final class CsvSource implements TableProvider, DataSourceRegister {
  private static final String LONGEST_RECORD = "16777216";

  @Override
  public String shortName() {
    return "studylake-csv";
  }

  @Override
  public boolean supportsExternalMetadata() {
    return true;
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    StructType schema = new StructType();
    for (String name : header(new Wanted(options))) {
      schema = schema.add(name, DataTypes.StringType);
    }
    return schema.add(CsvTable.LINE, DataTypes.LongType);
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    Wanted wanted = new Wanted(new CaseInsensitiveStringMap(properties));
    List<String> header = header(wanted);
    List<CsvColumn> columns = new ArrayList<>();
    for (StructField field : schema.fields()) {
      if (!field.name().equals(CsvTable.LINE)) {
        int position = header.indexOf(field.name().toLowerCase(Locale.ROOT));
        if (position < 0) {
          throw new IllegalArgumentException(
              "Cannot read %s: it has no column %s.".formatted(wanted.path, field.name()));
        }
        columns.add(column(field, position));
      }
    }
    try {
      return CsvTable.of(
          wanted.spark,
          wanted.path.getName(),
          wanted.file(),
          header.size(),
          columns,
          ReadPolicy.STRICT,
          Map.of());
    } catch (IOException e) {
      throw wanted.unreadable(e);
    }
  }

  private static CsvColumn column(StructField field, int position) {
    DataType type = field.dataType();
    if (type.equals(DataTypes.StringType)) {
      return CsvColumn.text(field.name(), position, OptionalInt.empty());
    }
    return CsvColumn.read(
        field.name(),
        position,
        type,
        CellReaders.numeric(format(type), CellRules.DEFAULT, DateForm.FORMATTED),
        type.equals(DataTypes.DoubleType));
  }

  private static SasFormat format(DataType type) {
    if (type.equals(DataTypes.DoubleType)) {
      return SasFormat.NONE;
    }
    if (type.equals(DataTypes.DateType)) {
      return new SasFormat("E8601DA", 0, 0);
    }
    if (type.equals(DataTypes.TimestampNTZType)) {
      return new SasFormat("E8601DT", 0, 0);
    }
    throw new IllegalArgumentException(
        "Cannot read a column as %s: use string, double, date or timestamp_ntz."
            .formatted(type.sql()));
  }

  private static List<String> header(Wanted wanted) {
    try (RecordParser records =
        new RecordParser(
            wanted.open(),
            wanted.format,
            new Split(0, Long.MAX_VALUE, 1),
            wanted.longestRecord,
            false)) {
      List<String> names = new ArrayList<>();
      if (records.next()) {
        for (int i = 0; i < records.fields(); i++) {
          String name = new String(records.value(i), wanted.format.charset());
          names.add((i == 0 ? name.replace("\uFEFF", "") : name).strip().toLowerCase(Locale.ROOT));
        }
      }
      return names;
    } catch (IOException e) {
      throw wanted.unreadable(e);
    }
  }

  /** The file that the options name, and how it is written. */
  private static final class Wanted {
    private final SparkSession spark = (SparkSession) org.apache.spark.sql.SparkSession.active();
    private final Path path;
    private final CsvFormat format;
    private final int longestRecord;

    Wanted(CaseInsensitiveStringMap options) {
      if (!options.containsKey("path")) {
        throw new IllegalArgumentException(
            "Cannot read a CSV file: name one, as in load(\"file:/folder/ae.csv\").");
      }
      this.path = new Path(options.get("path"));
      this.format =
          new CsvFormat(
              Charset.forName(options.getOrDefault("charset", "UTF-8")),
              options.getOrDefault("delimiter", ",").charAt(0),
              CsvFormat.DEFAULT.quote());
      this.longestRecord = Integer.parseInt(options.getOrDefault("longest-record", LONGEST_RECORD));
    }

    CsvFile file() throws IOException {
      FileStatus status = files().getFileStatus(path);
      String address = status.getPath().toUri().toString();
      return new CsvFile(
          address,
          Compression.NONE,
          status.getLen(),
          format.charset().name(),
          format.delimiter(),
          format.quote(),
          longestRecord,
          CsvIndex.of(spark, address, status.getLen(), format));
    }

    InputStream open() throws IOException {
      return files().open(path);
    }

    private FileSystem files() throws IOException {
      Configuration hadoop = spark.sessionState().newHadoopConf();
      return path.getFileSystem(hadoop);
    }

    UncheckedIOException unreadable(IOException e) {
      return new UncheckedIOException("Cannot read %s: %s".formatted(path, e.getMessage()), e);
    }
  }
}
