package io.studylake.ingest;

import java.util.List;

/**
 * What a reader set aside of a file.
 *
 * @param records the records in order of line; not all of them where they are more than is allowed
 * @param count how many there are
 */
public record SetAside(List<QuarantinedRecord> records, long count) {
  /** Nothing. */
  public static final SetAside NOTHING = new SetAside(List.of(), 0);

  /** Copies what is mutable. */
  public SetAside {
    records = List.copyOf(records);
  }

  /** All of some records. */
  public static SetAside of(List<QuarantinedRecord> records) {
    return new SetAside(records, records.size());
  }
}
