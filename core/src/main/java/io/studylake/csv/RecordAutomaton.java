package io.studylake.csv;

/**
 * Tells where records start, from the bytes that matter alone: quotes and line breaks.
 *
 * <p>The rules are those of RFC 4180: a quote opens a quoted field at the start of a field only
 * ({@code 5" scar} is text), and a doubled one inside it is text. Where other text follows a
 * closing quote, the field goes on to the next delimiter, and a further quote opens it again. A
 * record ends at LF, CRLF or a CR alone outside quotes; each of these is a line, in quotes too.
 *
 * <p>A chunk of bytes is given by {@link #begin}, then {@link #step} with the index of every quote,
 * LF and CR in it, in order, then {@link #end}.
 */
abstract class RecordAutomaton {
  /** Where the bytes so far end. */
  enum State {
    OUTSIDE,
    QUOTED,
    /** After a quote inside a quoted field: closed, unless another quote follows. */
    AFTER_QUOTE
  }

  private static final long NEVER = -2;

  private final byte delimiter;
  private final byte quote;

  private byte[] bytes = {};
  private int from;
  private int to;
  private long base;
  private int previous;

  private State state;
  private long carriageReturn = NEVER;
  private int unresolved;
  private boolean justClosed;
  private long recordStart;
  private long lines;
  private long ends;
  private long blanks;

  /**
   * An automaton in the middle or at the start of a file.
   *
   * @param entry where the bytes before end
   * @param previous the byte before, 0 to 255; -1 at the start of the file
   * @param offset how many bytes are before
   */
  RecordAutomaton(CsvFormat format, State entry, int previous, long offset) {
    this.delimiter = (byte) format.delimiter();
    this.quote = (byte) format.quote();
    this.state = entry;
    this.previous = previous;
    this.base = offset;
    boolean starts =
        entry == State.OUTSIDE && (previous < 0 || previous == '\n' || previous == '\r');
    this.recordStart = starts ? offset : NEVER;
    this.carriageReturn = previous == '\r' ? offset - 1 : NEVER;
    this.justClosed = entry == State.AFTER_QUOTE && previous == quote;
  }

  /** Takes the next bytes; they are looked at until {@link #end}. */
  final void begin(byte[] chunk, int first, int limit) {
    bytes = chunk;
    from = first;
    to = limit;
    unresolved = first;
    boolean afterCarriageReturn = state == State.OUTSIDE && carriageReturn == base - 1;
    if (to > from && afterCarriageReturn && bytes[from] != '\n') {
      recordEndsIn(CsvScan.LineEnd.CR);
      recordStarts(base);
    }
  }

  /** Takes the quote, LF or CR at an index. */
  final void step(int at) {
    if (state == State.AFTER_QUOTE) {
      resolve(at);
    }
    byte b = bytes[at];
    if (b == quote) {
      quote(at);
    } else {
      lineBreak(at, b);
    }
  }

  /** All quotes and line breaks of the chunk were taken. */
  final void end() {
    if (to > from) {
      if (state == State.AFTER_QUOTE) {
        resolve(to);
      }
      previous = bytes[to - 1];
      base += to - from;
    }
  }

  private void quote(int at) {
    switch (state) {
      case QUOTED -> {
        state = State.AFTER_QUOTE;
        justClosed = true;
        unresolved = at + 1;
      }
      case AFTER_QUOTE -> state = State.QUOTED;
      case OUTSIDE -> {
        int before = at > from ? bytes[at - 1] : previous;
        if (before == delimiter || offset(at) == recordStart) {
          state = State.QUOTED;
          quoteOpens();
        } else {
          quoteInText();
        }
      }
    }
  }

  /** Follows a closing quote up to an index: a delimiter ends its field, other text does not. */
  private void resolve(int limit) {
    for (int i = unresolved; i < limit; i++) {
      if (bytes[i] == delimiter) {
        state = State.OUTSIDE;
        return;
      }
      if (justClosed) {
        justClosed = false;
        strayQuote();
      }
    }
    unresolved = limit;
  }

  private void lineBreak(int at, byte b) {
    long offset = offset(at);
    if (b == '\n' && carriageReturn == offset - 1) {
      carriageReturn = NEVER;
      if (state == State.OUTSIDE) {
        recordEndsIn(CsvScan.LineEnd.CRLF);
        start(offset + 1);
      }
      return;
    }
    lines++;
    carriageReturn = b == '\r' ? offset : NEVER;
    if (state == State.QUOTED) {
      quotedLineBreak();
      return;
    }
    state = State.OUTSIDE;
    ends++;
    if (recordStart == offset) {
      blanks++;
    } else {
      recordEnds(recordStart, offset);
    }
    if (b == '\n') {
      recordEndsIn(CsvScan.LineEnd.LF);
      start(offset + 1);
    } else if (at + 1 < to && bytes[at + 1] != '\n') {
      recordEndsIn(CsvScan.LineEnd.CR);
      start(offset + 1);
    } else {
      recordStart = offset + 1;
    }
  }

  private void start(long offset) {
    recordStart = offset;
    recordStarts(offset);
  }

  private long offset(int at) {
    return base + at - from;
  }

  final State state() {
    return state;
  }

  /** The start of the record that is not ended yet; negative where it was not seen. */
  final long recordStart() {
    return recordStart;
  }

  /** Bytes before the next chunk. */
  final long offset() {
    return base;
  }

  /** Line breaks seen, in quotes too. */
  final long lines() {
    return lines;
  }

  /** Line breaks seen outside quotes. */
  final long ends() {
    return ends;
  }

  /** Lines without any character outside quotes. */
  final long blanks() {
    return blanks;
  }

  /** Whether the bytes so far end in a CR that ended a record. */
  final boolean endsInCarriageReturn() {
    return state == State.OUTSIDE && carriageReturn == base - 1;
  }

  /** A record starts at an offset, as the bytes before it end one. */
  abstract void recordStarts(long offset);

  /** A record that is no blank line ended. */
  void recordEnds(long start, long end) {}

  /** How the record or blank line that was just ended did so. */
  void recordEndsIn(CsvScan.LineEnd end) {}

  /** A quote opened a field. */
  void quoteOpens() {}

  /** A quote stands in a field that did not start with one. */
  void quoteInText() {}

  /** Other text follows a closing quote. */
  void strayQuote() {}

  /** A line break stands in a quoted field. */
  void quotedLineBreak() {}
}
