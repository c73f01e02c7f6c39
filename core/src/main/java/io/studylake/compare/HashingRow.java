package io.studylake.compare;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** Takes the values of a flat row from Parquet's readers, each as its hash. */
final class HashingRow extends GroupConverter {
  private final List<ValueHash> values = new ArrayList<>();

  HashingRow(MessageType schema) {
    for (Type type : schema.getFields()) {
      PrimitiveType primitive = type.asPrimitiveType();
      values.add(new ValueHash(primitive.getPrimitiveTypeName()));
    }
  }

  ValueHash value(int position) {
    return values.get(position);
  }

  @Override
  public Converter getConverter(int fieldIndex) {
    return values.get(fieldIndex);
  }

  @Override
  public void start() {
    // Columns are read one after the other, so rows have no start.
  }

  @Override
  public void end() {
    // Nor an end.
  }
}
