/**
 * What makes exploring snapshots short, in {@code spark-shell}, {@code pyspark} and notebooks: the
 * Python module {@code studylake} is a thin cover of {@link io.studylake.shell.Explorer}.
 */
package io.studylake.shell;
