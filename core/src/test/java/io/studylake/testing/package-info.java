/** What tests of several packages share: one Spark session, small lakes. */
package io.studylake.testing;
