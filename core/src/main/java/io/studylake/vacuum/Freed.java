package io.studylake.vacuum;

/**
 * What is freed of one kind of files of one table or of the archive.
 *
 * @param table the table, {@code raw.ae}, or {@code archive}
 * @param kind the kind of files, in words
 * @param files how many
 * @param bytes their size together
 */
public record Freed(String table, String kind, long files, long bytes) {}
