/** Moves refs: {@code main} to an older snapshot, as a new commit; other branches anywhere. */
package io.studylake.moves;
