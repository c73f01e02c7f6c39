package io.studylake.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts the bytes of a split into records and fields, by the rules of {@link RecordAutomaton}. What
 * it gives are places in its buffer, valid until the next record: no object is made per field.
 *
 * <p>Blank lines are left out, as no record has no field.
 */
public final class RecordParser implements Closeable {
  private static final int FIRST_BUFFER = 1 << 20;
  private static final int INCOMPLETE = -1;

  /** How a field is written. */
  private static final byte PLAIN = 0;

  private static final byte QUOTED = 1;
  private static final byte DOUBLED = 2;

  private final InputStream in;
  private final byte delimiter;
  private final byte quote;
  private final long delimiterPattern;
  private final long quotePattern;
  private final int longestRecord;
  private final boolean blankLines;
  private boolean beforeHeader;

  private byte[] buffer = new byte[FIRST_BUFFER + Bytes.WORD];
  private int limit;
  private boolean ended;
  private long remaining;
  private int next;
  private long nextLine;

  private int start;
  private int end;
  private long line;
  private int fields;
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private byte[] kinds = new byte[64];
  private boolean stray;
  private long quotedLines;

  /**
   * A parser of one split.
   *
   * @param in its bytes and perhaps more; closed with the parser
   * @param split which bytes, and on which line they start
   * @param longestRecord bytes of the longest record that is read
   * @param blankLines whether a blank line after the header is a record, as in a file of one column
   */
  public RecordParser(
      InputStream in,
      CsvFormat format,
      RecordStarts.Split split,
      int longestRecord,
      boolean blankLines) {
    this.in = in;
    this.delimiter = (byte) format.delimiter();
    this.quote = (byte) format.quote();
    this.delimiterPattern = Bytes.repeated(delimiter);
    this.quotePattern = Bytes.repeated(quote);
    this.longestRecord = longestRecord;
    this.blankLines = blankLines;
    this.remaining = split.length();
    this.nextLine = split.line();
    this.beforeHeader = split.line() == 1;
  }

  /**
   * Goes on to the next record.
   *
   * @return false at the end of the split
   * @throws RecordTooLongException when it is longer than what is read
   */
  public boolean next() throws IOException {
    while (true) {
      start = next;
      line = nextLine;
      int after = parse();
      while (after == INCOMPLETE) {
        fill();
        after = parse();
      }
      if (after > limit) {
        next = limit;
        return false;
      }
      next = after;
      if (end > start || (blankLines && after > start && !beforeHeader)) {
        beforeHeader = false;
        return true;
      }
    }
  }

  /** The line on which the record starts. */
  public long line() {
    return line;
  }

  /** The line after its last. */
  public long nextLine() {
    return nextLine;
  }

  /** How many fields it has. */
  public int fields() {
    return fields;
  }

  /** What the places of fields are in; not to be changed. */
  public byte[] buffer() {
    return buffer;
  }

  /** The first byte of a field's value, after its quote. */
  public int start(int field) {
    return starts[field];
  }

  /** The byte after a field's value. */
  public int end(int field) {
    return ends[field];
  }

  /** Whether quotes in a field's value are doubled, so that {@link #unquoted} has to be used. */
  public boolean doubled(int field) {
    return kinds[field] == DOUBLED;
  }

  /** The value of a field whose quotes are doubled. */
  public byte[] unquoted(int field) {
    byte[] value = new byte[ends[field] - starts[field]];
    int length = 0;
    for (int i = starts[field]; i < ends[field]; i++) {
      value[length++] = buffer[i];
      if (buffer[i] == quote) {
        i++;
      }
    }
    return Arrays.copyOf(value, length);
  }

  /** The value of a field, copied. */
  public byte[] value(int field) {
    return doubled(field)
        ? unquoted(field)
        : Arrays.copyOfRange(buffer, starts[field], ends[field]);
  }

  /** The record as it is written, without its line end, copied. */
  public byte[] text() {
    return Arrays.copyOfRange(buffer, start, end);
  }

  /** Whether other text follows a closing quote: then no value of the record can be trusted. */
  public boolean stray() {
    return stray;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Gets more bytes behind those of the record that is incomplete. */
  private void fill() throws IOException {
    int kept = limit - start;
    if (kept > longestRecord) {
      throw new RecordTooLongException(line, longestRecord);
    }
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, kept);
      start = 0;
      limit = kept;
    }
    if (limit > buffer.length / 2) {
      buffer = Arrays.copyOf(buffer, 2 * (buffer.length - Bytes.WORD) + Bytes.WORD);
    }
    int wanted = (int) Math.min(remaining, buffer.length - Bytes.WORD - limit);
    int read = wanted == 0 ? 0 : in.readNBytes(buffer, limit, wanted);
    ended = read < wanted || read == remaining;
    remaining -= read;
    limit += read;
    // No word that is looked at ends in bytes of an earlier record.
    Arrays.fill(buffer, limit, limit + Bytes.WORD, (byte) ' ');
  }

  /**
   * Finds the fields of the record that starts at {@link #start}.
   *
   * @return where the next record starts; behind the limit at the end of the split; {@link
   *     #INCOMPLETE} when the buffer does not hold all of the record
   */
  private int parse() {
    fields = 0;
    stray = false;
    long lines = 0;
    int fieldStart = start;
    int base = start;
    long marks = 0;
    while (true) {
      while (marks == 0) {
        if (base >= limit) {
          return atLimit(fieldStart, lines);
        }
        long word = Bytes.word(buffer, base);
        marks =
            Bytes.equal(word, delimiterPattern)
                | Bytes.equal(word, quotePattern)
                | Bytes.control(word);
        base += Bytes.WORD;
      }
      int at = base - Bytes.WORD + Bytes.first(marks);
      marks &= marks - 1;
      if (at >= limit) {
        continue;
      }
      byte b = buffer[at];
      if (b == delimiter) {
        field(fieldStart, at, PLAIN);
        fieldStart = at + 1;
      } else if (b == '\n' || b == '\r') {
        int after = afterLineBreak(at);
        if (after != INCOMPLETE) {
          field(fieldStart, at, PLAIN);
          end = at;
          nextLine = line + lines + 1;
        }
        return after;
      } else if (b == quote) {
        if (at != fieldStart) {
          // A quote in text.
          continue;
        }
        int after = quoted(at);
        lines += quotedLines;
        if (after == INCOMPLETE) {
          return INCOMPLETE;
        }
        if (after >= limit) {
          // The last field of the split, closed or not.
          end = limit;
          nextLine = line + lines;
          return limit;
        }
        if (buffer[after] != delimiter) {
          int next = afterLineBreak(after);
          end = after;
          nextLine = line + lines + 1;
          return next;
        }
        fieldStart = after + 1;
        base = fieldStart;
        marks = 0;
      }
    }
  }

  private int atLimit(int fieldStart, long lines) {
    if (!ended) {
      return INCOMPLETE;
    }
    if (start >= limit) {
      return limit + 1;
    }
    field(fieldStart, limit, PLAIN);
    end = limit;
    nextLine = line + lines;
    return limit;
  }

  private int afterLineBreak(int at) {
    if (buffer[at] == '\n') {
      return at + 1;
    }
    if (at + 1 == limit) {
      return ended ? limit : INCOMPLETE;
    }
    return buffer[at + 1] == '\n' ? at + 2 : at + 1;
  }

  /**
   * Takes a field that starts with a quote.
   *
   * @return the index of the delimiter or line break after it, or the limit at the end of the
   *     split; {@link #INCOMPLETE} when more bytes are needed to tell
   */
  private int quoted(int opening) {
    quotedLines = 0;
    byte kind = QUOTED;
    int at = opening + 1;
    while (true) {
      at = closing(at);
      if (at == limit) {
        if (!ended) {
          return INCOMPLETE;
        }
        field(opening + 1, limit, kind);
        return limit;
      }
      if (at + 1 == limit && !ended) {
        return INCOMPLETE;
      }
      byte after = at + 1 < limit ? buffer[at + 1] : delimiter;
      if (after == quote) {
        kind = DOUBLED;
        at += 2;
      } else if (after == delimiter || after == '\n' || after == '\r') {
        field(opening + 1, at, kind);
        return at + 1;
      } else {
        stray = true;
        int end = strayText(at + 1);
        if (end == INCOMPLETE) {
          return INCOMPLETE;
        }
        if (end == limit || buffer[end] != quote) {
          field(opening, end, PLAIN);
          return end;
        }
        at = end + 1;
      }
    }
  }

  /** The next quote in a quoted field, or the limit; counts the line breaks before it. */
  private int closing(int from) {
    int at = from;
    while (at < limit) {
      long word = Bytes.word(buffer, at);
      long marks = Bytes.equal(word, quotePattern) | Bytes.control(word);
      while (marks != 0) {
        int i = at + Bytes.first(marks);
        marks &= marks - 1;
        if (i >= limit) {
          return limit;
        }
        byte b = buffer[i];
        if (b == quote) {
          return i;
        }
        // The CR of CRLF is counted, its LF is not.
        if (b == '\r' || (b == '\n' && buffer[i - 1] != '\r')) {
          quotedLines++;
        }
      }
      at += Bytes.WORD;
    }
    return limit;
  }

  /** The delimiter, line break or quote after text that follows a closing quote, or the limit. */
  private int strayText(int from) {
    for (int i = from; i < limit; i++) {
      byte b = buffer[i];
      if (b == delimiter || b == quote || b == '\n' || b == '\r') {
        return i;
      }
    }
    return ended ? limit : INCOMPLETE;
  }

  private void field(int from, int to, byte kind) {
    if (fields == starts.length) {
      starts = Arrays.copyOf(starts, 2 * fields);
      ends = Arrays.copyOf(ends, 2 * fields);
      kinds = Arrays.copyOf(kinds, 2 * fields);
    }
    starts[fields] = from;
    ends[fields] = to;
    kinds[fields] = kind;
    fields++;
  }
}
