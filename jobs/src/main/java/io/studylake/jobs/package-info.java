/** studylake: deliveries of clinical studies as versioned, keyed Iceberg tables. */
package io.studylake;
