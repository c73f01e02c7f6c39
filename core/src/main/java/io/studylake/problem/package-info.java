/** Defects of a delivery: what kind, where, how severe. */
package io.studylake.problem;
