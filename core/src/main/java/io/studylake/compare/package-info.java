/**
 * What two snapshots of a study differ in, told without Spark. {@code SnapshotComparison} says it
 * of a whole study, {@code RowComparison} of the rows of one table as a multiset: which rows are
 * there on one side and not on the other. A comparison by record keys, which tells changed rows and
 * cells from new and deleted ones, belongs beside it as {@code RecordComparison}, on the same
 * readers.
 */
package io.studylake.compare;
