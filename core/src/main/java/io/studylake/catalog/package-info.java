/**
 * The ref catalog: an Iceberg catalog over a versioned store, so that tables branch, merge and are
 * published together with everything else of a study.
 *
 * <p>{@link io.studylake.catalog.RefCatalog} is what Spark and the jobs use. A table on a ref is a
 * log of small JSON files ({@link io.studylake.catalog.Pointer}); metadata and data stay plain
 * Iceberg files with absolute locations in the warehouse.
 */
package io.studylake.catalog;
