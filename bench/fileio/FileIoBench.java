import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.SeekableInputStream;

/**
 * Writes and reads files by one of Iceberg's FileIOs on an S3 server, and prints the seconds of each
 * phase, one line a round. Two threads, as Spark has two cores in the benchmark.
 *
 * <p>Arguments: the FileIO's class, a place in a bucket, rounds. AWS_ENDPOINT, AWS_ACCESS_KEY_ID and
 * AWS_SECRET_ACCESS_KEY say how to reach the server.
 */
public final class FileIoBench {
  private static final int SMALL = 50_000;
  private static final int LARGE = 64 << 20;
  private static final int RANGE = 1 << 20;
  private static final int FOOTER = 64 << 10;

  private interface Work {
    void on(int file) throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    String place = arguments[1];
    int rounds = Integer.parseInt(arguments[2]);
    byte[] large = new byte[LARGE];
    new Random(4711).nextBytes(large);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (FileIO io = open(arguments[0])) {
      // The first round warms the JVM up and is not printed.
      for (int round = 0; round <= rounds; round++) {
        String folder = place + "/" + arguments[0] + "/" + round + "/";
        Map<String, Double> seconds = new TreeMap<>();
        seconds.put("1 write 40 small", time(threads, 40, f -> write(io, folder + "s" + f, large, SMALL)));
        seconds.put("2 write 4 large", time(threads, 4, f -> write(io, folder + "l" + f, large, LARGE)));
        seconds.put("3 read 40 small", time(threads, 40, f -> readAll(io, folder + "s" + f, SMALL)));
        seconds.put("4 read 4 large", time(threads, 4, f -> readAll(io, folder + "l" + f, LARGE)));
        seconds.put("5 ranges of 4 large", time(threads, 4, f -> readRanges(io, folder + "l" + f)));
        if (round > 0) {
          seconds.forEach((phase, s) -> System.out.printf("%s\t%.4f%n", phase, s));
        }
        for (int f = 0; f < 40; f++) {
          io.deleteFile(folder + "s" + f);
        }
        for (int f = 0; f < 4; f++) {
          io.deleteFile(folder + "l" + f);
        }
      }
    } finally {
      threads.shutdownNow();
    }
    System.exit(0);
  }

  private static FileIO open(String implementation) {
    String endpoint = System.getenv("AWS_ENDPOINT");
    Configuration hadoop = new Configuration();
    hadoop.set("fs.s3a.endpoint", endpoint);
    hadoop.set("fs.s3a.endpoint.region", "us-east-1");
    hadoop.set("fs.s3a.path.style.access", "true");
    // As studylake has it.
    hadoop.set("fs.s3a.performance.flags", "create");
    return CatalogUtil.loadFileIO(
        implementation,
        Map.of(
            "s3.endpoint", endpoint,
            "s3.path-style-access", "true",
            "client.region", "us-east-1",
            "http-client.type", "apache"),
        hadoop);
  }

  private static double time(ExecutorService threads, int files, Work work) throws Exception {
    long from = System.nanoTime();
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int file = 0; file < files; file++) {
      int f = file;
      tasks.add(
          () -> {
            work.on(f);
            return null;
          });
    }
    for (Future<Void> done : threads.invokeAll(tasks)) {
      done.get();
    }
    return (System.nanoTime() - from) / 1e9;
  }

  private static void write(FileIO io, String location, byte[] bytes, int length) throws Exception {
    try (OutputStream out = io.newOutputFile(location).create()) {
      // A Parquet writer hands over pages.
      for (int at = 0; at < length; at += RANGE) {
        out.write(bytes, at, Math.min(RANGE, length - at));
      }
    }
  }

  private static void readAll(FileIO io, String location, int length) throws Exception {
    try (InputStream in = io.newInputFile(location, length).newStream()) {
      if (in.transferTo(OutputStream.nullOutputStream()) != length) {
        throw new IllegalStateException("Cannot read the whole of " + location);
      }
    }
  }

  /** A Parquet reader: the length, the footer, then the chunks of some columns in order. */
  private static void readRanges(FileIO io, String location) throws Exception {
    byte[] bytes = new byte[RANGE];
    try (SeekableInputStream in = io.newInputFile(location, LARGE).newStream()) {
      in.seek(LARGE - 8);
      in.readNBytes(bytes, 0, 8);
      in.seek(LARGE - FOOTER);
      in.readNBytes(bytes, 0, FOOTER);
      for (int chunk = 0; chunk < 8; chunk++) {
        in.seek((long) chunk * (LARGE / 8));
        if (in.readNBytes(bytes, 0, RANGE) != RANGE) {
          throw new IllegalStateException("Cannot read a range of " + location);
        }
      }
    }
  }
}
