package io.studylake.catalog;

/**
 * A pointer where it stands in its log.
 *
 * @param path its path on the ref
 * @param pointer the pointer
 * @param valid false when it is void: it was put on top of a pointer that is not the one below it
 *     now, so no reader ever sees it
 */
public record LoggedPointer(String path, Pointer pointer, boolean valid) {}
