import io.studylake.contents.ContentsParser;
import io.studylake.contents.ReconciledDataset;
import io.studylake.contents.Reconciliation;
import io.studylake.csv.CsvFormat;
import io.studylake.csv.CsvScan;
import io.studylake.csv.CsvSettings;
import io.studylake.delivery.ArchivedContent;
import io.studylake.delivery.DeliveredFile;
import io.studylake.ingest.CsvDeliveryReader;
import io.studylake.ingest.ReadDataset;
import io.studylake.ingest.ReaderSettings;
import io.studylake.problem.Problems;
import io.studylake.sas.UserFormats;
import io.studylake.version.Link;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Reads one lab file into nothing, typed by its contents, several times in one JVM: the first is the
 * warm-up. Prints one line of seconds for each.
 *
 * <p>{@code CsvBench scan|studylake|spark|spark-multiline FILE CONTENTS ROUNDS}
 */
public final class CsvBench {
  public static void main(String[] args) throws Exception {
    String mode = args[0];
    Path file = Path.of(args[1]);
    int rounds = Integer.parseInt(args[3]);
    if (mode.equals("scan")) {
      for (int round = 0; round <= rounds; round++) {
        long start = System.nanoTime();
        scan(file);
        report(round, start);
      }
      return;
    }
    CsvScan.Facts facts = scan(file);
    ReconciledDataset dataset = reconciled(file, Path.of(args[2]), facts);
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate();
    CsvDeliveryReader reader = new CsvDeliveryReader(FILES, ReaderSettings.DEFAULT);
    for (int round = 0; round <= rounds; round++) {
      long start = System.nanoTime();
      if (mode.equals("studylake")) {
        // Both passes: where records start, then the rows.
        ReconciledDataset again = reconciled(file, Path.of(args[2]), scan(file));
        ReadDataset read = reader.read(spark, again, UserFormats.NONE);
        write(read.rows());
        Problems problems = new Problems();
        read.report(facts.records() - 1, problems);
        if (problems.stopDelivery()) {
          throw new IllegalStateException(problems.kept().toString());
        }
      } else {
        write(
            spark
                .read()
                .schema(schema(dataset))
                .option("header", true)
                .option("escape", "\"")
                .option("mode", "FAILFAST")
                .option("multiLine", mode.equals("spark-multiline"))
                .csv(file.toString()));
      }
      report(round, start);
    }
    spark.stop();
  }

  private static final ArchivedContent FILES =
      link -> Files.newInputStream(Path.of(URI.create(link.address())));

  private static void write(Dataset<Row> rows) {
    rows.write().format("noop").mode("overwrite").save();
  }

  private static void report(int round, long start) {
    if (round > 0) {
      System.out.printf(Locale.ROOT, "%.3f%n", (System.nanoTime() - start) / 1e9);
    }
  }

  private static StructType schema(ReconciledDataset dataset) {
    StructType schema = new StructType();
    for (String name : dataset.header()) {
      schema =
          schema.add(name, dataset.schema().column(name).orElseThrow().type().sparkType(), true);
    }
    return schema;
  }

  private static CsvScan.Facts scan(Path file) throws Exception {
    CsvScan scan = new CsvScan(CsvSettings.DEFAULT);
    byte[] block = new byte[1 << 20];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(block); read > 0; read = in.read(block)) {
        scan.update(block, 0, read);
      }
    }
    return scan.facts();
  }

  private static ReconciledDataset reconciled(Path file, Path contents, CsvScan.Facts facts)
      throws Exception {
    Problems problems = new Problems();
    try (InputStream in = Files.newInputStream(contents)) {
      return new Reconciliation(FILES, CsvSettings.DEFAULT, 5000, Set.of())
          .reconcile(
              new ContentsParser(CsvFormat.DEFAULT, Set.of()).parse("contents.csv", in, problems),
              List.of(
                  new DeliveredFile(
                      "lb.csv",
                      new Link(file.toUri().toString(), Files.size(file), "0".repeat(64)),
                      facts)),
              problems)
          .datasets()
          .get(0);
    }
  }
}
