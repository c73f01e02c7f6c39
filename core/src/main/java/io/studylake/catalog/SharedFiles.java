package io.studylake.catalog;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * Keeps a table from deleting files: refs share them, and one ref does not know what another still
 * needs. These properties make Iceberg's own maintenance refuse or leave files alone.
 */
final class SharedFiles {
  private static final List<String> OFF =
      List.of(TableProperties.GC_ENABLED, TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED);

  private SharedFiles() {}

  /**
   * The metadata with both properties off.
   *
   * @param table the table's name, for messages
   * @param existing whether the table was committed before and so has the properties
   * @throws ValidationException when a property is on, or was off before and is taken away
   */
  static TableMetadata protect(String table, boolean existing, TableMetadata metadata) {
    Map<String, String> missing = new TreeMap<>();
    for (String property : OFF) {
      String value = metadata.property(property, "");
      if (value.isEmpty() && !existing) {
        missing.put(property, "false");
      } else if (!value.equalsIgnoreCase("false")) {
        throw new ValidationException(
            "Cannot commit table %s: %s has to stay false, because refs share files and a table may"
                + " delete none. Leave the property out.",
            table, property);
      }
    }
    return missing.isEmpty()
        ? metadata
        : TableMetadata.buildFrom(metadata).setProperties(missing).build();
  }
}
