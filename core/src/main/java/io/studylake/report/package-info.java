/**
 * The report of a delivery: what a data manager has to know of it, and one self-contained HTML page
 * that shows it.
 */
package io.studylake.report;
