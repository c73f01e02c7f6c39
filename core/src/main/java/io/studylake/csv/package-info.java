/** CSV as bytes: what a record is, where each starts, what a field holds. Knows nothing of SAS. */
package io.studylake.csv;
