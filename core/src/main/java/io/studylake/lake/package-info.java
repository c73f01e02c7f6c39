/** An opened study: its version store, its warehouse, and the branch that a run works on. */
package io.studylake.lake;
