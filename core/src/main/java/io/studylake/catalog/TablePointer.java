package io.studylake.catalog;

import org.apache.iceberg.catalog.TableIdentifier;

/**
 * A table on a ref and what it points at there.
 *
 * @param identifier ref, namespace and table
 * @param pointer the newest valid pointer; equal on two refs when the table did not move between
 */
public record TablePointer(TableIdentifier identifier, Pointer pointer) {}
