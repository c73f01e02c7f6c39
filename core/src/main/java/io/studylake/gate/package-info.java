/** The gate: each rule a small class, judged on figures that the run has anyway. */
package io.studylake.gate;
