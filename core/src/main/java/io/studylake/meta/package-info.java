/** The tables {@code meta.*}: what a study's deliveries held, written without a Spark job. */
package io.studylake.meta;
