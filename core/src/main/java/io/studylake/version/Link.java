package io.studylake.version;

/**
 * An entry that names a large file instead of holding it.
 *
 * @param address the URI of the file in the warehouse, for example {@code
 *     file:///lake/warehouse/pilot/archive/ab12}
 * @param sizeBytes its size
 * @param sha256 its SHA-256, 64 lower-case hexadecimal digits; empty for a file that was not hashed
 *     and whose address is never used again
 */
public record Link(String address, long sizeBytes, String sha256) {}
