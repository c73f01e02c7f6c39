/**
 * Where the commits of {@code main} came from: each from a passed run, or from nobody knows whom.
 */
package io.studylake.provenance;
