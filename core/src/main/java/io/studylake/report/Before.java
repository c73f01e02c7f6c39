package io.studylake.report;

import io.studylake.lake.SnapshotTables;
import java.util.Optional;

/**
 * The snapshot that a delivery is compared with.
 *
 * @param name as people name it
 * @param tables its tables
 * @param runId the run whose delivery it holds; empty for a study without one
 */
public record Before(String name, SnapshotTables tables, Optional<String> runId) {}
