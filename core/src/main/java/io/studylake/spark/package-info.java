/** Starting Spark, embedded or under spark-submit. */
package io.studylake.spark;
