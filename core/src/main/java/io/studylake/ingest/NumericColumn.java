package io.studylake.ingest;

import io.studylake.contents.ColumnSchema;
import io.studylake.sas.CellReader;

/**
 * A column whose cells are read one by one.
 *
 * @param position its position in the file, from 0
 */
record NumericColumn(int position, ColumnSchema schema, CellReader<?> reader) {}
