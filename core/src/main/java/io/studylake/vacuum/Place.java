package io.studylake.vacuum;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file is by where it lies in a study's folder. A name that studylake and Iceberg do not
 * give is none: such a file is somebody else's.
 *
 * @param kind what the file is
 * @param owner the table, {@code raw.ae}, or {@code archive}
 * @param folder the table's folder, {@code raw/ae-<uuid>}, or {@code archive}
 */
record Place(Kind kind, String owner, String folder) {
  private static final String ARCHIVE = "archive";
  private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
  private static final Pattern ARCHIVED = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern PART = Pattern.compile("\\." + UUID + "\\.part");
  private static final Pattern TABLE =
      Pattern.compile("([^/]+)/([^/]+)-" + UUID + "(?:/(metadata|data)/(.+))?");
  private static final Map<Kind, Pattern> METADATA = new LinkedHashMap<>();
  private static final Pattern DATA =
      Pattern.compile("(?:[^/]+/)*[^/]*" + UUID + "[^/]*\\.(?:parquet|avro|orc|puffin)");

  static {
    METADATA.put(
        Kind.METADATA,
        Pattern.compile("[0-9]+-" + UUID + "(?:\\.gz)?\\.metadata\\.json(?:\\.gz)?"));
    METADATA.put(Kind.MANIFEST_LIST, Pattern.compile("snap-[0-9]+-[0-9]+-" + UUID + "\\.avro"));
    METADATA.put(Kind.MANIFEST, Pattern.compile(UUID + "-m[0-9]+\\.avro"));
    METADATA.put(Kind.STATISTICS, Pattern.compile(".*" + UUID + ".*\\.(?:stats|puffin)"));
  }

  /**
   * The place of a file.
   *
   * @param path its path in the study's folder
   */
  static Optional<Place> of(String path) {
    if (path.startsWith(ARCHIVE + "/")) {
      String name = path.substring(ARCHIVE.length() + 1);
      if (ARCHIVED.matcher(name).matches()) {
        return Optional.of(new Place(Kind.ARCHIVE, ARCHIVE, ARCHIVE));
      }
      return PART.matcher(name).matches()
          ? Optional.of(new Place(Kind.PART, ARCHIVE, ARCHIVE))
          : Optional.empty();
    }
    Matcher table = TABLE.matcher(path);
    if (!table.matches() || table.group(3) == null) {
      return Optional.empty();
    }
    String folder = path.substring(0, table.start(3) - 1);
    String name = table.group(4);
    return (table.group(3).equals("data") ? data(name) : metadata(name))
        .map(kind -> new Place(kind, table.group(1) + "." + table.group(2), folder));
  }

  /** Whether a path in the study's folder is one that a table's folder has. */
  static boolean isTableFolder(String path) {
    Matcher table = TABLE.matcher(path);
    return table.matches() && table.group(3) == null;
  }

  private static Optional<Kind> data(String name) {
    return DATA.matcher(name).matches() ? Optional.of(Kind.DATA) : Optional.empty();
  }

  private static Optional<Kind> metadata(String name) {
    return METADATA.entrySet().stream()
        .filter(kind -> kind.getValue().matcher(name).matches())
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
