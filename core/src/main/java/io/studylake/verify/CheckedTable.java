package io.studylake.verify;

/**
 * A table that was looked at.
 *
 * @param name namespace and table, {@code raw.ae}
 * @param state what it is like
 */
record CheckedTable(String name, TableCheck.State state) {}
