/** The contents of a delivery: which datasets and columns it has, and whether the files agree. */
package io.studylake.contents;
