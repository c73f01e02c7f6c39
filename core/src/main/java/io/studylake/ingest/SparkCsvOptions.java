package io.studylake.ingest;

import com.univocity.parsers.csv.CsvParser;
import io.studylake.csv.CsvFormat;
import io.studylake.csv.CsvScan;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import scala.jdk.javaapi.CollectionConverters;

/** The options with which Spark's CSV reader reads what was delivered, and nothing else. */
final class SparkCsvOptions {
  /**
   * Takes the text of a record whose number of values is wrong. No delivered column has this name:
   * a point in a name is refused with the contents.
   */
  static final String BROKEN_RECORD = "broken.record";

  private SparkCsvOptions() {}

  static Map<String, String> of(CsvFormat format, CsvScan.Facts facts) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("header", "true");
    options.put("enforceSchema", "true");
    options.put("mode", "PERMISSIVE");
    options.put("columnNameOfCorruptRecord", BROKEN_RECORD);
    options.put("encoding", new TextDecoding(format.charset()).sparkEncoding());
    options.put("delimiter", String.valueOf(format.delimiter()));
    options.put("quote", String.valueOf(format.quote()));
    options.put("escape", String.valueOf(format.quote()));
    options.put("ignoreLeadingWhiteSpace", "false");
    options.put("ignoreTrailingWhiteSpace", "false");
    options.put("multiLine", String.valueOf(facts.quotedLineBreaks()));
    // The archive's address is one file, whatever characters are in it.
    options.put("__globPaths__", "false");
    return options;
  }

  /** The parser that Spark uses with these options. */
  static CsvParser parser(Map<String, String> options) {
    scala.collection.immutable.Map<String, String> scalaOptions =
        scala.collection.immutable.Map$.MODULE$.from(CollectionConverters.asScala(options));
    return new CsvParser(
        new CSVOptions(scalaOptions, false, "UTC", BROKEN_RECORD).asParserSettings());
  }
}
