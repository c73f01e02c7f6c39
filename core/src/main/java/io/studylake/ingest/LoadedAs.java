package io.studylake.ingest;

import java.time.Instant;

/**
 * As what a run loads files.
 *
 * @param delivery the delivery's name
 * @param revision 1, or more when it was replaced or replayed
 * @param runId the run
 * @param at its start
 */
public record LoadedAs(String delivery, int revision, String runId, Instant at) {}
