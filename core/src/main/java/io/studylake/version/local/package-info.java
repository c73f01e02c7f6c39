/**
 * The embedded version store: a bare Git repository per study, read and written with JGit.
 *
 * <p>Needs a JDK and a folder, no server. {@link io.studylake.version.local.LocalVersionStore} is
 * the way in.
 */
package io.studylake.version.local;
