/**
 * The versioned store of a study: branches, tags and commits over small files and links.
 *
 * <p>{@link io.studylake.version.VersionStore} is the interface; each implementation passes the
 * same contract test. Nothing in this package knows about tables.
 */
package io.studylake.version;
