/** Moves refs: {@code main} to an older snapshot, as a new commit. */
package io.studylake.moves;
