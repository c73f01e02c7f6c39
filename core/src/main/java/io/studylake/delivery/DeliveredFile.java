package io.studylake.delivery;

import io.studylake.csv.CsvScan;
import io.studylake.version.Link;

/**
 * One file of a delivery as it lies in the archive.
 *
 * @param fileName its name in the delivered folder, for example {@code ae.csv}
 * @param archived the archived copy: what every later step reads
 * @param scan what the archiving pass saw of its records
 */
public record DeliveredFile(String fileName, Link archived, CsvScan.Facts scan) {}
