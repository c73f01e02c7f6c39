package io.studylake.moves;

/**
 * The file {@code runs/<run id>.json} of a restore.
 *
 * @param run the run's id
 * @param kind always {@code restore}
 * @param delivery the delivery whose data {@code main} holds from then on
 * @param passed always true: a restore has nothing to be judged
 * @param outcome {@code restored}
 * @param baseCommit head of {@code main} that it started from
 * @param restoredCommit the snapshot that is shown again
 * @param startedAt start, ISO 8601 in UTC
 * @param user who did it, as the operating system knows the user
 */
record RestoreFile(
    String run,
    String kind,
    String delivery,
    boolean passed,
    String outcome,
    String baseCommit,
    String restoredCommit,
    String startedAt,
    String user) {}
