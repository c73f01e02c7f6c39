package io.studylake.csv;

import io.studylake.csv.RecordAutomaton.State;
import java.io.Serializable;
import java.util.EnumMap;

/**
 * What a block of a file tells when nothing is known of the bytes before it but the last one: for
 * each state that they can end in, where the block's first record starts and what comes out. Blocks
 * are looked at side by side; {@link BlockScans} then composes them.
 *
 * <p>All states are followed in one pass: the bytes that matter are looked for once, and few.
 */
public final class BlockScan implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * What comes of one state at the start of the block.
   *
   * @param exit the state at its end
   * @param lines line breaks in it
   * @param ends those outside quotes
   * @param blanks lines without any character outside quotes that start in it
   * @param start where the first record starts in it; negative for nowhere
   * @param linesBefore line breaks before that
   */
  record Track(State exit, long lines, long ends, long blanks, long start, long linesBefore)
      implements Serializable {}

  private final EnumMap<State, Track> tracks;

  private BlockScan(EnumMap<State, Track> tracks) {
    this.tracks = tracks;
  }

  /**
   * Looks at a block.
   *
   * @param bytes holds it
   * @param previous the byte before it, 0 to 255; -1 at the start of the file
   * @param offset how many bytes are before it
   */
  public static BlockScan of(
      byte[] bytes, int from, int to, CsvFormat format, int previous, long offset) {
    EnumMap<State, Follower> followers = new EnumMap<>(State.class);
    for (State state : State.values()) {
      Follower follower = new Follower(format, state, previous, offset);
      follower.begin(bytes, from, to);
      followers.put(state, follower);
    }
    feed(bytes, from, to, (byte) format.quote(), followers.values().toArray(Follower[]::new));
    EnumMap<State, Track> tracks = new EnumMap<>(State.class);
    followers.forEach(
        (state, follower) -> {
          follower.end();
          tracks.put(state, follower.track());
        });
    return new BlockScan(tracks);
  }

  private static void feed(byte[] bytes, int from, int to, byte quote, Follower[] followers) {
    long pattern = Bytes.repeated(quote);
    int at = from;
    for (; at + Bytes.WORD <= to; at += Bytes.WORD) {
      long word = Bytes.word(bytes, at);
      long marks = Bytes.equal(word, pattern) | Bytes.control(word);
      for (; marks != 0; marks &= marks - 1) {
        step(bytes, at + Bytes.first(marks), quote, followers);
      }
    }
    for (; at < to; at++) {
      step(bytes, at, quote, followers);
    }
  }

  private static void step(byte[] bytes, int at, byte quote, Follower[] followers) {
    byte b = bytes[at];
    if (b == quote || b == '\n' || b == '\r') {
      for (Follower follower : followers) {
        follower.step(at);
      }
    }
  }

  Track track(State entry) {
    return tracks.get(entry);
  }

  private static final class Follower extends RecordAutomaton {
    private long start = -1;
    private long linesBefore;

    Follower(CsvFormat format, State entry, int previous, long offset) {
      super(format, entry, previous, offset);
      if (entry == State.OUTSIDE && (previous < 0 || previous == '\n')) {
        start = offset;
      }
    }

    @Override
    void recordStarts(long offset) {
      if (start < 0) {
        start = offset;
        linesBefore = lines();
      }
    }

    Track track() {
      return new Track(state(), lines(), ends(), blanks(), start, linesBefore);
    }
  }
}
