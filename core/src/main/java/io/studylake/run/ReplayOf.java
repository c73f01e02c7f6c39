package io.studylake.run;

/**
 * What a replay loads again, and who wanted it.
 *
 * @param revision the revision that is loaded again
 * @param settingsId fingerprint of the settings that it was read with
 * @param user who asked for it
 * @param reason why; empty when none was given
 */
record ReplayOf(int revision, String settingsId, String user, String reason) {}
