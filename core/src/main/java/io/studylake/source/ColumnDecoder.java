package io.studylake.source;

import io.studylake.csv.Ascii;
import io.studylake.csv.RecordParser;
import io.studylake.sas.CellReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.unsafe.types.UTF8String;

/** Puts the cells of one column into rows, as Spark holds them. */
abstract sealed class ColumnDecoder {
  final int field;
  final int ordinal;
  final Charset charset;

  ColumnDecoder(int field, int ordinal, Charset charset) {
    this.field = field;
    this.ordinal = ordinal;
    this.charset = charset;
  }

  /** The decoder of a column that stands at a position of the rows. */
  static ColumnDecoder of(CsvColumn column, int ordinal, Charset charset) {
    return column
        .cellReader()
        .<ColumnDecoder>map(
            reader -> new Cells(column.position(), ordinal, charset, reader, column.plainNumber()))
        .orElseGet(() -> new Text(column.position(), ordinal, charset, column.length()));
  }

  /** Puts the record's cell into the row. */
  final void decode(RecordParser record, SpecificInternalRow row, RecordNotes notes) {
    notes.at(field);
    if (record.doubled(field)) {
      byte[] value = record.unquoted(field);
      put(value, 0, value.length, row, notes);
    } else {
      put(record.buffer(), record.start(field), record.end(field), row, notes);
    }
  }

  abstract void put(byte[] bytes, int from, int to, SpecificInternalRow row, RecordNotes notes);

  /** Text: trailing blanks go, and what is blank is null, as SAS has no empty text. */
  private static final class Text extends ColumnDecoder {
    /** From here on a text that fills its column may have been cut. */
    private static final int WORTH_COUNTING = 100;

    private final int length;
    private final boolean utf8;

    Text(int field, int ordinal, Charset charset, int length) {
      super(field, ordinal, charset);
      this.length = length;
      this.utf8 = charset.equals(StandardCharsets.UTF_8);
    }

    @Override
    void put(byte[] bytes, int from, int to, SpecificInternalRow row, RecordNotes notes) {
      int end = to;
      while (end > from && bytes[end - 1] == ' ') {
        end--;
      }
      if (end == from) {
        row.setNullAt(ordinal);
        return;
      }
      if (length > 0 && end - from >= length) {
        compare(bytes, from, end, notes);
      }
      row.update(ordinal, text(bytes, from, end));
    }

    private UTF8String text(byte[] bytes, int from, int to) {
      if (utf8 || Ascii.is(bytes, from, to)) {
        return UTF8String.fromBytes(bytes, from, to - from);
      }
      return UTF8String.fromString(new String(bytes, from, to - from, charset));
    }

    private void compare(byte[] bytes, int from, int to, RecordNotes notes) {
      int size = to - from;
      if (size == length) {
        if (length >= WORTH_COUNTING) {
          notes.fillsLength();
        }
        return;
      }
      int characters = utf8 ? new String(bytes, from, size, charset).length() : size;
      notes.longerThanLength(characters > length);
      if (characters == length && length >= WORTH_COUNTING) {
        notes.fillsLength();
      }
    }
  }

  /** Cells that the rules of SAS read: a plain number at once, all else as text. */
  private static final class Cells extends ColumnDecoder {
    private final CellReader<?> reader;
    private final boolean plainNumber;
    private final CellCache cache = new CellCache();

    Cells(int field, int ordinal, Charset charset, CellReader<?> reader, boolean plainNumber) {
      super(field, ordinal, charset);
      this.reader = reader;
      this.plainNumber = plainNumber;
    }

    @Override
    void put(byte[] bytes, int from, int to, SpecificInternalRow row, RecordNotes notes) {
      if (from == to) {
        row.setNullAt(ordinal);
        return;
      }
      if (plainNumber) {
        double number = PlainNumber.parse(bytes, from, to);
        if (!Double.isNaN(number)) {
          row.setDouble(ordinal, number);
          return;
        }
      }
      put(value(bytes, from, to, notes), row);
    }

    private Object value(byte[] bytes, int from, int to, RecordNotes notes) {
      if (cache.holds(bytes, from, to)) {
        return cache.value();
      }
      Object value = reader.read(new String(bytes, from, to - from, charset), notes);
      if (!notes.heard()) {
        cache.keep(bytes, from, to, value);
      }
      return value;
    }

    private void put(Object value, SpecificInternalRow row) {
      if (value instanceof Double number) {
        row.setDouble(ordinal, number);
      } else if (value instanceof Integer day) {
        row.setInt(ordinal, day);
      } else if (value instanceof LocalDateTime time) {
        row.setLong(ordinal, DateTimeUtils.localDateTimeToMicros(time));
      } else if (value instanceof String text) {
        row.update(ordinal, UTF8String.fromString(text));
      } else if (value == null) {
        row.setNullAt(ordinal);
      } else {
        throw new IllegalStateException("No column holds a " + value.getClass());
      }
    }
  }
}
