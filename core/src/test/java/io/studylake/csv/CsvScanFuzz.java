package io.studylake.csv;

import io.studylake.csv.RecordStarts.Split;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Any bytes give the same facts in whatever blocks they come, and the same records and fields in
 * whatever splits they are read.
 */
public final class CsvScanFuzz {
  private static final int LONGEST_RECORD = 1 << 20;

  private CsvScanFuzz() {}

  /** A record, its values and places as one text. */
  private record Parsed(long line, long nextLine, boolean stray, String fields) {}

  /**
   * Called by Jazzer: the first byte chooses the format, the second the sizes of the blocks, the
   * others are the file.
   */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    if (data.length < 2) {
      return;
    }
    CsvFormat format =
        new CsvFormat(
            (data[0] & 1) == 0 ? StandardCharsets.UTF_8 : Charset.forName("windows-1252"),
            (data[0] & 2) == 0 ? ',' : ';',
            '"');
    byte[] file = Arrays.copyOfRange(data, 2, data.length);
    int first = 1 + (data[1] & 15);
    int other = 1 + (data[1] >> 4 & 15);
    CsvScan.Facts whole = facts(format, file, file.length, file.length);
    require(whole, facts(format, file, 1, 1));
    require(whole, facts(format, file, first, other));
    require(whole, facts(format, file, 64, first));

    Split all = new Split(whole.byteOrderMark() ? 3 : 0, Long.MAX_VALUE, 1);
    List<Parsed> records = parse(format, file, all);
    if (records.size() != whole.records()) {
      throw new AssertionError(
          "%d records counted, %d read".formatted(whole.records(), records.size()));
    }
    List<Parsed> union = new ArrayList<>();
    CsvScan scan = new CsvScan(CsvSettings.of(format), first);
    scan.update(file, 0, file.length);
    for (Split split : scan.facts().starts().splits(file.length, other)) {
      union.addAll(parse(format, file, split));
    }
    if (!union.equals(records)) {
      throw new AssertionError("whole %s%nin splits %s".formatted(records, union));
    }
  }

  private static CsvScan.Facts facts(CsvFormat format, byte[] file, int first, int other) {
    CsvScan scan = new CsvScan(CsvSettings.of(format));
    boolean turn = true;
    for (int at = 0; at < file.length; turn = !turn) {
      int length = Math.min(turn ? first : other, file.length - at);
      scan.update(file, at, length);
      at += length;
    }
    return scan.facts();
  }

  private static void require(CsvScan.Facts whole, CsvScan.Facts inBlocks) {
    if (!comparable(whole).equals(comparable(inBlocks))) {
      throw new AssertionError("at once %s%nin blocks %s".formatted(whole, inBlocks));
    }
  }

  /** All but what is told about: how many cells are no ASCII, and samples of them. */
  private static List<Object> comparable(CsvScan.Facts facts) {
    return List.of(
        facts.bytes(),
        facts.records(),
        facts.blankLines(),
        facts.quotedLineBreaks(),
        facts.byteOrderMark(),
        facts.recordEnds(),
        facts.loneCarriageReturn(),
        facts.quotesInText(),
        facts.quoteInText(),
        facts.strayQuote(),
        facts.unterminatedQuote(),
        facts.tooLong(),
        facts.text().notUtf8(),
        facts.text().nulLine(),
        facts.text().wideMark(),
        facts.text().beyondAscii());
  }

  private static List<Parsed> parse(CsvFormat format, byte[] file, Split split) throws IOException {
    InputStream in = new ByteArrayInputStream(file);
    in.skipNBytes(split.offset());
    List<Parsed> records = new ArrayList<>();
    try (RecordParser parser = new RecordParser(in, format, split, LONGEST_RECORD, false)) {
      while (parser.next()) {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < parser.fields(); i++) {
          fields.append(new String(parser.value(i), StandardCharsets.ISO_8859_1)).append('\0');
        }
        records.add(
            new Parsed(parser.line(), parser.nextLine(), parser.stray(), fields.toString()));
      }
    }
    return records;
  }
}
