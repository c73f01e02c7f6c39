package io.studylake.contents;

import java.util.List;

/**
 * Rows of the contents under one header.
 *
 * @param columns where what stands
 * @param width how many values its header has in the file
 * @param rows its rows
 */
record ContentsTable(ContentsColumns columns, int width, List<Row> rows) {
  /**
   * A row.
   *
   * @param line its line in the contents file
   * @param width how many values it has in the file
   * @param cells its values, and behind them those that its table says once for all rows
   */
  record Row(long line, int width, List<String> cells) {}
}
