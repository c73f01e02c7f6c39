/**
 * The version store on a lakeFS server, through the official client.
 *
 * <p>{@link io.studylake.version.lakefs.LakefsVersionStore} is one study's repository. What lakeFS
 * 1.84 does and does not promise is in {@code docs/lakefs.md}.
 */
package io.studylake.version.lakefs;
