package io.studylake.refs;

import io.studylake.version.CommitId;
import java.time.Instant;

/**
 * A branch of a study.
 *
 * @param name its name
 * @param kind what it is for
 * @param head its last commit
 * @param since when that was made; when the run began, where a run committed nothing
 * @param delivery the delivery, with its revision, that its run worked on; empty for none
 * @param run its run; empty when somebody made it
 * @param publishable whether what its run left could still be published
 * @param owner the process that owns it, in words; empty for none
 */
public record StudyBranch(
    String name,
    BranchKind kind,
    CommitId head,
    Instant since,
    String delivery,
    String run,
    boolean publishable,
    String owner) {}
