package io.studylake.meta;

import java.time.Instant;

/**
 * What a restore did, for {@code meta.deliveries}.
 *
 * @param delivery the delivery whose data {@code main} holds from then on
 * @param revision its revision
 * @param runId the restore's own run
 * @param contentId what identifies the delivery's content
 * @param startedAt start of the restore
 * @param baseCommit head of {@code main} that it started from
 * @param restoredCommit the snapshot that is shown again
 * @param datasets datasets of that delivery
 * @param rows rows of all raw tables
 */
public record RestoreFacts(
    String delivery,
    int revision,
    String runId,
    String contentId,
    Instant startedAt,
    String baseCommit,
    String restoredCommit,
    int datasets,
    long rows) {}
