package io.studylake.vacuum;

/** What a file of a study is. */
public enum Kind {
  /** A version of a table: {@code 00001-….metadata.json}. */
  METADATA("metadata"),
  /** A snapshot of a table: {@code snap-….avro}. */
  MANIFEST_LIST("manifest list"),
  /** A list of data files: {@code …-m0.avro}. */
  MANIFEST("manifest"),
  /** Statistics of a table. */
  STATISTICS("statistics"),
  /** Rows of a table, and deletes of rows. */
  DATA("data"),
  /** A delivered file under its hash. */
  ARCHIVE("archived file"),
  /** A delivered file that was being copied when the process ended. */
  PART("half-archived file");

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  /** What people call it. */
  public String words() {
    return words;
  }

  /** Whether it lies in the archive, whose files runs take up again by their content. */
  boolean isArchived() {
    return this == ARCHIVE || this == PART;
  }
}
