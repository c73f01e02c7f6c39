package io.studylake.csv;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one pass over the bytes of a CSV file tells about its records, without parsing values: a
 * record automaton in constant memory, fed by the pass that copies and hashes the file. It tells
 * where the file can be split, so nothing has to be read twice for that.
 *
 * <p>For UTF-8 and for charsets of one byte per character; not safe for use by several threads.
 */
public final class CsvScan {
  /** How a record ends. */
  public enum LineEnd {
    LF,
    CRLF,
    CR
  }

  /**
   * A place in a file.
   *
   * @param offset bytes before it
   * @param line its line, from 1; CRLF, LF and a CR alone each end one, also inside quotes
   */
  public record Position(long offset, long line) {}

  /**
   * What the pass saw.
   *
   * @param bytes bytes of the file; uncompressed ones where it came compressed
   * @param delimiter between fields, as configured or found in the header
   * @param records records, the header among them, blank lines not
   * @param blankLines lines without any character outside quotes, after the header
   * @param quotedLineBreaks whether a quoted field holds a line break
   * @param byteOrderMark whether the file starts with the UTF-8 byte order mark
   * @param recordEnds the ways in which records end
   * @param loneCarriageReturn the first line that ends in a CR alone, outside quotes
   * @param quotesInText fields that hold a quote without starting with one, about
   * @param quoteInText the first line with such a field
   * @param strayQuote the first line where other text follows a closing quote
   * @param unterminatedQuote the line of the quote that is still open at the end of the file
   * @param tooLong the line on which the first record starts that is too long
   * @param text what its bytes tell about its charset
   * @param starts where it can be split
   */
  public record Facts(
      long bytes,
      char delimiter,
      long records,
      long blankLines,
      boolean quotedLineBreaks,
      boolean byteOrderMark,
      Set<LineEnd> recordEnds,
      OptionalLong loneCarriageReturn,
      long quotesInText,
      OptionalLong quoteInText,
      OptionalLong strayQuote,
      OptionalLong unterminatedQuote,
      OptionalLong tooLong,
      TextFacts text,
      RecordStarts starts) {
    /** Copies what is mutable. */
    public Facts {
      recordEnds = Set.copyOf(recordEnds);
    }

    /** Bytes before the first record: those of the byte order mark. */
    public int markBytes() {
      return byteOrderMark ? BYTE_ORDER_MARK.length : 0;
    }

    /**
     * Rows that a dataset read from the file has. In a file of one column a blank line is a row
     * whose only value is missing.
     */
    public long dataRows(int columns) {
      return Math.max(0, records - 1) + (columns == 1 && records > 0 ? blankLines : 0);
    }
  }

  /** A file is split at the first record after each of so many bytes. */
  public static final int SPLIT_BYTES = 1 << 22;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final CsvSettings settings;
  private final long splitBytes;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private Records records;
  private byte[] firstBytes = {};

  /** A scan of one file. */
  public CsvScan(CsvSettings settings) {
    this(settings, SPLIT_BYTES);
  }

  CsvScan(CsvSettings settings, long splitBytes) {
    this.settings = settings;
    this.splitBytes = splitBytes;
  }

  /** Takes the next bytes of the file. */
  public void update(byte[] bytes, int from, int length) {
    if (records != null) {
      records.take(bytes, from, from + length);
      return;
    }
    // Until the header is complete, as it tells the delimiter.
    head.write(bytes, from, length);
    if (head.size() >= 4 && Delimiters.isEnough(head, bytes, from, length, settings)) {
      start();
    }
  }

  /** What was seen, when the bytes given so far are the whole file. */
  public Facts facts() {
    if (records == null) {
      start();
    }
    return records.facts(firstBytes);
  }

  private void start() {
    byte[] all = head.toByteArray();
    firstBytes = Arrays.copyOf(all, Math.min(4, all.length));
    boolean marked =
        all.length >= BYTE_ORDER_MARK.length
            && Arrays.equals(Arrays.copyOf(all, BYTE_ORDER_MARK.length), BYTE_ORDER_MARK);
    int from = marked ? BYTE_ORDER_MARK.length : 0;
    CsvFormat format =
        new CsvFormat(
            settings.charset().orElse(StandardCharsets.UTF_8),
            Delimiters.of(all, from, settings),
            settings.quote());
    records = new Records(format, settings.longestRecord(), splitBytes, from);
    records.take(all, from, all.length);
    head.reset();
  }

  /** The pass from the first record on. */
  private static final class Records extends RecordAutomaton {
    private final CsvFormat format;
    private final int longestRecord;
    private final long splitBytes;
    private final int markBytes;
    private final long quotePattern;
    private final byte quote;
    private final TextScan text;
    private final RecordStarts starts;
    private final Set<LineEnd> ends = EnumSet.noneOf(LineEnd.class);
    private long nextSplit;
    private long blanksBeforeHeader;
    private boolean quotedLineBreaks;
    private long loneCarriageReturn;
    private long quotesInText;
    private long quoteInText;
    private long strayQuote;
    private long quoteLine;
    private long recordLine = 1;
    private long tooLong;

    Records(CsvFormat format, int longestRecord, long splitBytes, int markBytes) {
      super(format, State.OUTSIDE, -1, markBytes);
      this.format = format;
      this.longestRecord = longestRecord;
      this.splitBytes = splitBytes;
      this.markBytes = markBytes;
      this.quote = (byte) format.quote();
      this.quotePattern = Bytes.repeated(quote);
      this.text = new TextScan((byte) format.delimiter());
      this.starts = new RecordStarts(markBytes);
      this.nextSplit = markBytes + splitBytes;
    }

    void take(byte[] bytes, int from, int to) {
      begin(bytes, from, to);
      int at = from;
      for (; at + Bytes.WORD <= to; at += Bytes.WORD) {
        long word = Bytes.word(bytes, at);
        long marks =
            Bytes.equal(word, quotePattern) | Bytes.control(word) | Bytes.beyondAscii(word);
        while (marks != 0) {
          look(bytes, from, to, at + Bytes.first(marks));
          marks &= marks - 1;
        }
      }
      for (; at < to; at++) {
        look(bytes, from, to, at);
      }
      end();
      if (tooLong == 0 && recordStart() >= 0 && offset() - recordStart() > longestRecord) {
        tooLong = recordLine;
      }
    }

    private void look(byte[] bytes, int from, int to, int at) {
      byte b = bytes[at];
      if (b == quote || b == '\n' || b == '\r') {
        step(at);
      } else if (b < 0) {
        text.take(bytes, from, to, at, offset() + at - from, line());
      } else if (b == 0) {
        text.nul(line());
      }
    }

    private long line() {
      return lines() + 1;
    }

    @Override
    void recordStarts(long offset) {
      recordLine = line();
      // Blank lines before the header stay with it.
      if (offset >= nextSplit && ends() > blanks()) {
        starts.add(offset, recordLine);
        nextSplit = offset + splitBytes;
      }
    }

    @Override
    void recordEnds(long start, long end) {
      if (ends() - blanks() == 1) {
        blanksBeforeHeader = blanks();
      }
      if (tooLong == 0 && end - start > longestRecord) {
        tooLong = recordLine;
      }
    }

    @Override
    void recordEndsIn(LineEnd end) {
      ends.add(end);
      if (end == LineEnd.CR && loneCarriageReturn == 0) {
        loneCarriageReturn = lines();
      }
    }

    @Override
    void quoteOpens() {
      quoteLine = line();
    }

    @Override
    void quoteInText() {
      quotesInText++;
      if (quoteInText == 0) {
        quoteInText = line();
      }
    }

    @Override
    void strayQuote() {
      if (strayQuote == 0) {
        strayQuote = line();
      }
    }

    @Override
    void quotedLineBreak() {
      quotedLineBreaks = true;
    }

    Facts facts(byte[] firstBytes) {
      Set<LineEnd> seen = EnumSet.noneOf(LineEnd.class);
      seen.addAll(ends);
      long carriageReturn = loneCarriageReturn;
      if (endsInCarriageReturn()) {
        seen.add(LineEnd.CR);
        carriageReturn = carriageReturn == 0 ? lines() : carriageReturn;
      }
      boolean open = recordStart() != offset();
      return new Facts(
          offset(),
          format.delimiter(),
          ends() - blanks() + (open ? 1 : 0),
          ends() == blanks() ? 0 : blanks() - blanksBeforeHeader,
          quotedLineBreaks,
          markBytes > 0,
          seen,
          lineOrNone(carriageReturn),
          quotesInText,
          lineOrNone(quoteInText),
          lineOrNone(strayQuote),
          lineOrNone(state() == State.QUOTED ? quoteLine : 0),
          lineOrNone(tooLong),
          text.facts(firstBytes),
          starts);
    }

    private static OptionalLong lineOrNone(long line) {
      return line == 0 ? OptionalLong.empty() : OptionalLong.of(line);
    }
  }
}
