/**
 * What tests of several packages share: one Spark session, small lakes, real servers, a cluster.
 */
package io.studylake.testing;
