package io.studylake.csv;

import io.studylake.csv.RecordAutomaton.State;
import java.util.List;

/** Composes the blocks of a file, which were looked at side by side, to what they are together. */
public final class BlockScans {
  private BlockScans() {}

  /** Whether a quote is open at the end of the file. */
  public static boolean endsInQuotes(List<BlockScan> blocks) {
    State state = State.OUTSIDE;
    for (BlockScan block : blocks) {
      state = block.track(state).exit();
    }
    return state == State.QUOTED;
  }

  /**
   * Where a file can be split.
   *
   * @param blocks all blocks of the file in order
   * @param firstRecord where its first record starts: 0, or 3 after a byte order mark, which is no
   *     part of the first block then
   */
  public static RecordStarts compose(List<BlockScan> blocks, long firstRecord) {
    RecordStarts starts = new RecordStarts(firstRecord);
    State state = State.OUTSIDE;
    long line = 1;
    long records = 0;
    for (BlockScan block : blocks) {
      BlockScan.Track track = block.track(state);
      // Blank lines before the header stay with it.
      if (track.start() > firstRecord && records > 0) {
        starts.add(track.start(), line + track.linesBefore());
      }
      state = track.exit();
      line += track.lines();
      records += track.ends() - track.blanks();
    }
    return starts;
  }
}
