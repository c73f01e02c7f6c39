package io.studylake.jobs;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows as aligned columns, for people. */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Boolean> rightAligned;

  TextTable(List<String> header, List<Boolean> rightAligned) {
    this.rightAligned = List.copyOf(rightAligned);
    rows.add(List.copyOf(header));
  }

  void add(List<String> row) {
    rows.add(List.copyOf(row));
  }

  void print(PrintWriter out) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String pad = " ".repeat(widths[c] - row.get(c).length());
        line.append(rightAligned.get(c) ? pad + row.get(c) : row.get(c) + pad).append("  ");
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }
}
