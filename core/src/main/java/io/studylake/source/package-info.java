/**
 * Spark's view of a CSV file whose columns are known: a DataSource V2 that reads any file in
 * parallel, checks each cell, and says what it found where.
 */
package io.studylake.source;
