package io.studylake.source;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What is read of a file.
 *
 * @param file the file
 * @param fields how many fields its records have
 * @param columns the columns that are wanted, in the order of the rows
 * @param lineOrdinal where the line of a record stands in its row; -1 for nowhere
 * @param policy what happens to records with a defect
 */
record CsvScanPlan(
    CsvFile file, int fields, List<CsvColumn> columns, int lineOrdinal, ReadPolicy policy)
    implements Serializable {

  /** The rows. */
  StructType schema() {
    StructType schema = new StructType();
    int next = 0;
    for (int ordinal = 0; ordinal < columns.size() + (lineOrdinal < 0 ? 0 : 1); ordinal++) {
      if (ordinal == lineOrdinal) {
        schema = schema.add(CsvTable.LINE, DataTypes.LongType);
      } else {
        CsvColumn column = columns.get(next++);
        schema = schema.add(column.name(), column.type());
      }
    }
    return schema;
  }

  /** One per wanted column. */
  List<ColumnDecoder> decoders() {
    Charset charset = Charset.forName(file.charset());
    List<ColumnDecoder> decoders = new ArrayList<>();
    for (CsvColumn column : columns) {
      int before = decoders.size();
      int ordinal = lineOrdinal >= 0 && before >= lineOrdinal ? before + 1 : before;
      decoders.add(ColumnDecoder.of(column, ordinal, charset));
    }
    return decoders;
  }

  /** The same with some of its columns. */
  CsvScanPlan pruned(StructType required) {
    List<CsvColumn> wanted = new ArrayList<>();
    int line = -1;
    for (int i = 0; i < required.size(); i++) {
      String name = required.fields()[i].name();
      if (name.equals(CsvTable.LINE)) {
        line = i;
      } else {
        columns.stream().filter(c -> c.name().equals(name)).findFirst().ifPresent(wanted::add);
      }
    }
    return new CsvScanPlan(file, fields, wanted, line, policy);
  }
}
