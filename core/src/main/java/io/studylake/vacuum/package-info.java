/**
 * The collector: deletes what no ref and no run reaches, by reachability over all commits of all
 * refs. The one place that deletes files of tables and of the archive.
 */
package io.studylake.vacuum;
