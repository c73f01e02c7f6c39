package io.studylake.refs;

import io.studylake.version.CommitId;
import java.time.Instant;

/**
 * A tag of a study.
 *
 * @param name its name
 * @param commit the commit that it names
 * @param since when that commit was made
 * @param delivery whether it is a published delivery's; else somebody made it
 */
public record StudyTag(String name, CommitId commit, Instant since, boolean delivery) {}
