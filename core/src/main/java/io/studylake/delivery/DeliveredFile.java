package io.studylake.delivery;

import io.studylake.csv.CsvScan;
import io.studylake.version.Link;
import java.util.Locale;

/**
 * One file of a delivery as it lies in the archive.
 *
 * @param fileName its name in the delivered folder, for example {@code AE_20240131.csv}
 * @param dataset the dataset in lower case that the name stands for, for example {@code ae}; of the
 *     contents its name without extension
 * @param archived the archived copy: what every later step reads
 * @param scan what the archiving pass saw of its records
 */
public record DeliveredFile(String fileName, String dataset, Link archived, CsvScan.Facts scan) {
  /** A file named as its dataset. */
  public DeliveredFile(String fileName, Link archived, CsvScan.Facts scan) {
    this(fileName, stem(fileName), archived, scan);
  }

  /** The same file, whose name stands for a dataset in another way. */
  DeliveredFile ofDataset(String name) {
    return new DeliveredFile(fileName, name, archived, scan);
  }

  private static String stem(String fileName) {
    int point = fileName.lastIndexOf('.');
    return fileName.substring(0, point < 0 ? fileName.length() : point).toLowerCase(Locale.ROOT);
  }
}
