package io.studylake.jobs;

import io.studylake.moves.MemberMove;
import io.studylake.moves.TableMove;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What a move of a ref would change, for people. */
final class MovesTable {
  private MovesTable() {}

  static void print(List<TableMove> tables, List<MemberMove> members, PrintWriter out) {
    if (tables.isEmpty()) {
      out.println("  no table of data would change");
    } else {
      TextTable table =
          new TextTable(
              List.of("table", "", "rows now", "rows then"), List.of(false, false, true, true));
      for (TableMove move : tables) {
        table.add(
            List.of(
                move.table(),
                move.kind().name().toLowerCase(Locale.ROOT),
                move.kind() == TableMove.Kind.BACK ? "-" : "%,d".formatted(move.rowsNow()),
                move.kind() == TableMove.Kind.DROPPED ? "-" : "%,d".formatted(move.rowsThen())));
      }
      table.print(out);
    }
    for (MemberMove move : members) {
      out.println(
          "%s: %,d now, %,d then (%,d gone, %,d back)."
              .formatted(move.entity(), move.now(), move.then(), move.gone(), move.back()));
    }
  }
}
