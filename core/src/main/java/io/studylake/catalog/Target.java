package io.studylake.catalog;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What a {@link Pointer} points at. */
public sealed interface Target {
  /**
   * A version of an Iceberg table.
   *
   * @param metadataLocation the URI of its metadata file
   * @param uuid the table's UUID, which a table keeps for life
   */
  record Table(String metadataLocation, String uuid) implements Target {
    /** Checks that both are given. */
    public Table {
      Objects.requireNonNull(metadataLocation, "metadataLocation");
      Objects.requireNonNull(uuid, "uuid");
    }
  }

  /**
   * A namespace.
   *
   * @param properties its properties, keys in order of their names
   */
  record Namespace(Map<String, String> properties) implements Target {
    /** Copies what is mutable. */
    public Namespace {
      properties = Collections.unmodifiableMap(new TreeMap<>(properties));
    }
  }

  /** Nothing: the table or namespace was dropped. */
  record Dropped() implements Target {}
}
