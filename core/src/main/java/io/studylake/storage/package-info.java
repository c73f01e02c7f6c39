/** Object stores through Hadoop's file systems: S3 by s3a, Azure by abfss and wasbs. */
package io.studylake.storage;
