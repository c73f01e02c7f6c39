package io.studylake.csv;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one pass over the bytes of a CSV file tells about its records, without parsing values: a
 * record automaton in constant memory, fed by the pass that copies and hashes the file.
 *
 * <p>The states are those of RFC 4180: a quote opens a quoted field at the start of a field only
 * ({@code 5" scar} is text), a doubled quote inside it is text. A record ends at LF, CRLF or a CR
 * alone outside quotes.
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
   * @param records records, the header among them, blank lines not
   * @param blankLines lines without any character outside quotes
   * @param quotedLineBreaks whether a quoted field holds a line break, so that the file cannot be
   *     split at line ends
   * @param byteOrderMark whether the file starts with the UTF-8 byte order mark
   * @param recordEnds the ways in which records end
   * @param malformedText the first byte that is no text in the file's charset
   * @param loneCarriageReturn the first line that ends in a CR alone, outside quotes
   * @param strayQuote the first line where other text follows a closing quote
   * @param unterminatedQuote the line of the quote that is still open at the end of the file
   */
  public record Facts(
      long records,
      long blankLines,
      boolean quotedLineBreaks,
      boolean byteOrderMark,
      Set<LineEnd> recordEnds,
      Optional<Position> malformedText,
      OptionalLong loneCarriageReturn,
      OptionalLong strayQuote,
      OptionalLong unterminatedQuote) {
    /** Copies what is mutable. */
    public Facts {
      recordEnds = Set.copyOf(recordEnds);
    }

    /**
     * Rows that a dataset read from the file has. In a file of one column a blank line is a row
     * whose only value is missing.
     */
    public long dataRows(int columns) {
      return Math.max(0, records - 1) + (columns == 1 && records > 0 ? blankLines : 0);
    }
  }

  private enum State {
    RECORD_START,
    FIELD_START,
    UNQUOTED,
    QUOTED,
    QUOTE_IN_QUOTED
  }

  private enum CarriageReturn {
    NONE,
    IN_QUOTES,
    OUTSIDE
  }

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final byte delimiter;
  private final byte quote;
  private final TextCheck text;
  private final boolean[] stopsUnquoted = new boolean[256];
  private final boolean[] stopsQuoted = new boolean[256];

  private State state = State.RECORD_START;
  private CarriageReturn pending = CarriageReturn.NONE;
  private int markBytes;
  private long offset;
  private long line = 1;
  private long quoteLine;
  private long records;
  private long blankLines;
  private boolean quotedLineBreaks;
  private final Set<LineEnd> recordEnds = EnumSet.noneOf(LineEnd.class);
  private Position malformed;
  private long loneCarriageReturn;
  private long strayQuote;

  /** A scan of one file. */
  public CsvScan(CsvFormat format) {
    this.delimiter = (byte) format.delimiter();
    this.quote = (byte) format.quote();
    this.text = TextCheck.of(format.charset());
    this.markBytes = format.charset().equals(StandardCharsets.UTF_8) ? 0 : -1;
    for (int b = 0; b < 256; b++) {
      boolean always = b == '\n' || b == '\r' || text.concerns((byte) b);
      stopsUnquoted[b] = always || b == format.delimiter();
      stopsQuoted[b] = always || b == format.quote();
    }
  }

  /** Takes the next bytes of the file. */
  public void update(byte[] bytes, int from, int length) {
    int at = from;
    int end = from + length;
    while (markBytes >= 0 && markBytes < BYTE_ORDER_MARK.length && at < end) {
      if (bytes[at] != BYTE_ORDER_MARK[markBytes]) {
        int matched = markBytes;
        markBytes = -1;
        scan(BYTE_ORDER_MARK, 0, matched);
      } else {
        markBytes++;
        at++;
        if (markBytes == BYTE_ORDER_MARK.length) {
          offset = markBytes;
        }
      }
    }
    scan(bytes, at, end);
  }

  /** What was seen, when the bytes given so far are the whole file. */
  public Facts facts() {
    boolean open = state != State.RECORD_START;
    boolean endsInCarriageReturn = pending == CarriageReturn.OUTSIDE;
    Set<LineEnd> ends = EnumSet.copyOf(recordEnds);
    if (endsInCarriageReturn) {
      ends.add(LineEnd.CR);
    }
    Optional<Position> bad = Optional.ofNullable(malformed);
    if (bad.isEmpty() && (text.unfinished() || (markBytes > 0 && markBytes < 3))) {
      bad = Optional.of(new Position(Math.max(0, offset - 1), line));
    }
    long carriageReturn =
        loneCarriageReturn == 0 && endsInCarriageReturn ? line - 1 : loneCarriageReturn;
    return new Facts(
        records + (open ? 1 : 0),
        blankLines,
        quotedLineBreaks,
        markBytes == BYTE_ORDER_MARK.length,
        ends,
        bad,
        lineOrNone(carriageReturn),
        lineOrNone(strayQuote),
        lineOrNone(state == State.QUOTED ? quoteLine : 0));
  }

  private static OptionalLong lineOrNone(long line) {
    return line == 0 ? OptionalLong.empty() : OptionalLong.of(line);
  }

  private void scan(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end) {
      if (pending != CarriageReturn.NONE && endsCarriageReturn(bytes[at])) {
        at++;
        continue;
      }
      if (text.unfinished() && !check(bytes[at], at - from)) {
        at++;
        continue;
      }
      at = skip(bytes, at, end);
      if (at < end) {
        byte b = bytes[at];
        if (text.concerns(b)) {
          check(b, at - from);
        }
        step(b);
        at++;
      }
    }
    offset += end - from;
  }

  /** Takes the byte after a CR; true when it is the LF that belongs to it. */
  private boolean endsCarriageReturn(byte next) {
    boolean outside = pending == CarriageReturn.OUTSIDE;
    pending = CarriageReturn.NONE;
    if (outside) {
      recordEnds.add(next == '\n' ? LineEnd.CRLF : LineEnd.CR);
      if (next != '\n' && loneCarriageReturn == 0) {
        loneCarriageReturn = line - 1;
      }
    }
    return next == '\n';
  }

  /** Checks a byte of the text; true when the automaton has to see it too. */
  private boolean check(byte b, int index) {
    TextCheck.Result result = text.next(b);
    if (result == TextCheck.Result.MALFORMED && malformed == null) {
      malformed = new Position(offset + index, line);
    }
    return result != TextCheck.Result.CONTINUED;
  }

  private int skip(byte[] bytes, int from, int end) {
    int at = from;
    if (state == State.UNQUOTED) {
      while (at < end && !stopsUnquoted[bytes[at] & 0xFF]) {
        at++;
      }
    } else if (state == State.QUOTED) {
      while (at < end && !stopsQuoted[bytes[at] & 0xFF]) {
        at++;
      }
    }
    return at;
  }

  private void step(byte b) {
    if (b == '\n' || b == '\r') {
      lineBreak(b);
    } else if (state == State.QUOTED) {
      if (b == quote) {
        state = State.QUOTE_IN_QUOTED;
      }
    } else if (b == delimiter) {
      state = State.FIELD_START;
    } else if (state == State.QUOTE_IN_QUOTED) {
      if (b == quote) {
        state = State.QUOTED;
      } else if (strayQuote == 0) {
        strayQuote = line;
      }
    } else if (b == quote && state != State.UNQUOTED) {
      state = State.QUOTED;
      quoteLine = line;
    } else {
      state = State.UNQUOTED;
    }
  }

  private void lineBreak(byte b) {
    line++;
    if (state == State.QUOTED) {
      quotedLineBreaks = true;
      pending = b == '\r' ? CarriageReturn.IN_QUOTES : CarriageReturn.NONE;
      return;
    }
    if (state == State.RECORD_START) {
      blankLines++;
    } else {
      records++;
    }
    state = State.RECORD_START;
    if (b == '\r') {
      pending = CarriageReturn.OUTSIDE;
    } else {
      recordEnds.add(LineEnd.LF);
    }
  }
}
