package io.studylake.contents;

import io.studylake.sas.SasFormat;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** What a column holds, and as what the tables store it. */
public enum ColumnType {
  /** Characters. */
  STRING,
  /** A number without a date's, time's or user's format. */
  DOUBLE,
  /** A day. */
  DATE,
  /** A day and a clock, without time zone. */
  TIMESTAMP,
  /**
   * Text {@code [-]HH:MM:SS[.f]}: a SAS time may be negative or longer than a day, and Spark does
   * not read Iceberg's time.
   */
  TIME,
  /** A date printed without its day: reduced ISO 8601 text. */
  REDUCED_DATE,
  /** The label that a user format prints. */
  USER_FORMAT;

  /** The type of a numeric column with a format. */
  static ColumnType ofNumeric(SasFormat format) {
    return switch (format.family().kind()) {
      case NUMBER -> DOUBLE;
      case DATE -> DATE;
      case REDUCED_DATE -> REDUCED_DATE;
      case DATETIME -> TIMESTAMP;
      case TIME -> TIME;
      case USER -> USER_FORMAT;
    };
  }

  /** As what Spark reads it. */
  public DataType sparkType() {
    return switch (this) {
      case DOUBLE -> DataTypes.DoubleType;
      case DATE -> DataTypes.DateType;
      case TIMESTAMP -> DataTypes.TimestampNTZType;
      case STRING, TIME, REDUCED_DATE, USER_FORMAT -> DataTypes.StringType;
    };
  }

  /** As what Iceberg stores it. */
  public Type icebergType() {
    return switch (this) {
      case DOUBLE -> Types.DoubleType.get();
      case DATE -> Types.DateType.get();
      case TIMESTAMP -> Types.TimestampType.withoutZone();
      case STRING, TIME, REDUCED_DATE, USER_FORMAT -> Types.StringType.get();
    };
  }
}
