/** Reads delivered files into typed rows, cell by cell, and says what does not fit. */
package io.studylake.ingest;
