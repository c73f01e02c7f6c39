/**
 * How a delivery differs from its parent snapshot, as far as metadata tell: manifests, contents and
 * {@code meta.*}. No data are read here.
 */
package io.studylake.change;
