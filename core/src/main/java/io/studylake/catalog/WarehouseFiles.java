package io.studylake.catalog;

import java.util.Map;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.io.FileIO;

/** How the files of a warehouse are read and written: its tables', and what lies beside them. */
public final class WarehouseFiles {
  /** By the same Hadoop settings as the archive, and as Spark reads the archived files. */
  private static final String OBJECT_STORE_IO = "org.apache.iceberg.hadoop.HadoopFileIO";

  private WarehouseFiles() {}

  /**
   * Opens the files of a warehouse; to be closed.
   *
   * @param location a URI, or a local path
   * @param properties what the FileIO is told
   * @param hadoop Hadoop's configuration for an object store, else null, as Iceberg wants it
   */
  public static FileIO open(String location, Map<String, String> properties, Object hadoop) {
    return CatalogUtil.loadFileIO(implementation(location), properties, hadoop);
  }

  /** The class that reads and writes at a location. */
  static String implementation(String location) {
    return LocalPaths.isLocal(location) ? LocalFileIO.class.getName() : OBJECT_STORE_IO;
  }
}
