package io.studylake.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Any bytes give the same facts, in whatever blocks they come. */
public final class CsvScanFuzz {
  private CsvScanFuzz() {}

  /**
   * Called by Jazzer: the first byte chooses the format, the second the sizes of the blocks, the
   * others are the file.
   */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < 2) {
      return;
    }
    CsvFormat format =
        new CsvFormat(
            (data[0] & 1) == 0 ? StandardCharsets.UTF_8 : Charset.forName("windows-1252"),
            (data[0] & 2) == 0 ? ',' : ';',
            '"');
    CsvScan.Facts whole = facts(format, data, data.length, data.length);
    int first = 1 + (data[1] & 15);
    int other = 1 + (data[1] >> 4 & 15);
    require(whole, facts(format, data, 1, 1));
    require(whole, facts(format, data, first, other));
    require(whole, facts(format, data, 64, first));
    if (whole.records() < 0 || whole.records() + whole.blankLines() > data.length) {
      throw new AssertionError("more records than bytes: " + whole);
    }
  }

  private static CsvScan.Facts facts(CsvFormat format, byte[] data, int first, int other) {
    CsvScan scan = new CsvScan(format);
    boolean turn = true;
    for (int at = 2; at < data.length; turn = !turn) {
      int length = Math.min(turn ? first : other, data.length - at);
      scan.update(data, at, length);
      at += length;
    }
    return scan.facts();
  }

  private static void require(CsvScan.Facts whole, CsvScan.Facts inBlocks) {
    if (!whole.equals(inBlocks)) {
      throw new AssertionError("at once %s%nin blocks %s".formatted(whole, inBlocks));
    }
  }
}
