package io.studylake.compare;

import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.bloomfilter.XxHash;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * The hash of the value of one column that Parquet's reader is at. Equal values have equal hashes,
 * however the file encodes them: an int and a long of one number, a float and a double, -0 and 0.
 */
final class ValueHash extends PrimitiveConverter {
  /** Of a value that is missing. */
  static final long NULL = 0x6E756C6CL;

  private static final XxHash BYTES = new XxHash();

  private final PrimitiveTypeName type;
  private long[] dictionary = {};
  private long hash;

  ValueHash(PrimitiveTypeName type) {
    this.type = type;
  }

  long hash() {
    return hash;
  }

  /** The hash of a row with one more value; the order of values counts. */
  static long combine(long row, long value) {
    return mixed(row * 31 + value);
  }

  /** Stafford's mix 13, as in SplittableRandom: every bit of the result depends on every bit. */
  private static long mixed(long bits) {
    long mixed = bits + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  private static long of(long value) {
    return mixed(value);
  }

  private static long of(double value) {
    return mixed(Double.doubleToLongBits(value == 0 ? 0 : value));
  }

  private static long of(Binary value) {
    return BYTES.hashByteBuffer(value.toByteBuffer());
  }

  @Override
  public boolean hasDictionarySupport() {
    return true;
  }

  @Override
  public void setDictionary(Dictionary values) {
    dictionary = new long[values.getMaxId() + 1];
    for (int id = 0; id < dictionary.length; id++) {
      dictionary[id] =
          switch (type) {
            case INT32 -> of(values.decodeToInt(id));
            case INT64 -> of(values.decodeToLong(id));
            case FLOAT -> of((double) values.decodeToFloat(id));
            case DOUBLE -> of(values.decodeToDouble(id));
            case BOOLEAN -> of(values.decodeToBoolean(id) ? 1 : 0);
            case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> of(values.decodeToBinary(id));
          };
    }
  }

  @Override
  public void addValueFromDictionary(int id) {
    hash = dictionary[id];
  }

  @Override
  public void addBinary(Binary value) {
    hash = of(value);
  }

  @Override
  public void addBoolean(boolean value) {
    hash = of(value ? 1 : 0);
  }

  @Override
  public void addDouble(double value) {
    hash = of(value);
  }

  @Override
  public void addFloat(float value) {
    hash = of((double) value);
  }

  @Override
  public void addInt(int value) {
    hash = of((long) value);
  }

  @Override
  public void addLong(long value) {
    hash = of(value);
  }
}
