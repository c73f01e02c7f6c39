package io.studylake.version.lakefs;

import io.lakefs.clients.sdk.model.CommitCreation;
import io.lakefs.clients.sdk.model.Merge;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.MergeConflictException;
import io.studylake.version.MergeRefusedException;
import io.studylake.version.NothingToCommitException;
import io.studylake.version.StoreUnavailableException;
import io.studylake.version.UncommittedChangesException;
import io.studylake.version.VersionStoreException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Commits and merges. Each carries an id of its own in its metadata, so that a try that had no
 * answer is found again: it may have arrived, and may still arrive.
 */
final class Commits {
  private static final String ATTEMPT = CommitLog.OWN + "attempt";
  private static final int LOOK_BACK = 20;

  private final Repository repository;
  private final Refs refs;
  private final CommitLog log;

  Commits(Repository repository, Refs refs, CommitLog log) {
    this.repository = repository;
    this.refs = refs;
    this.log = log;
  }

  Commit commit(String branch, String message, Map<String, String> metadata) {
    Map<String, String> marked = marked(metadata);
    CommitCreation creation = new CommitCreation().message(message).metadata(marked);
    return once(
        "commit branch '%s'".formatted(branch),
        refs.writable(branch),
        marked.get(ATTEMPT),
        () ->
            new CommitId(
                repository.commits.commit(repository.name, branch, creation).execute().getId()),
        failure -> {
          if (failure.notFound()) {
            return refs.missingBranch(branch);
          }
          if (failure.badRequest() && failure.words().contains("no changes")) {
            return NothingToCommitException.on(branch);
          }
          return repository.failed("commit branch '%s'".formatted(branch), failure);
        });
  }

  Commit merge(String source, String target, String message, Map<String, String> metadata) {
    Map<String, String> marked = marked(metadata);
    Merge merge = new Merge().message(message).metadata(marked);
    CommitId from = refs.require(source);
    if (refs.branch(target).isEmpty()) {
      throw refs.missingBranch(target);
    }
    return once(
        "merge '%s' into '%s'".formatted(source, target),
        target,
        marked.get(ATTEMPT),
        () ->
            new CommitId(
                repository
                    .refs
                    .mergeIntoBranch(repository.name, from.value(), target)
                    .merge(merge)
                    .execute()
                    .getReference()),
        failure -> refusedMerge(source, from, target, failure));
  }

  private VersionStoreException refusedMerge(
      String source, CommitId from, String target, LakefsFailure failure) {
    if (failure.conflict()) {
      return new MergeConflictException(source, target, log.conflicts(from.value(), target));
    }
    if (failure.badRequest() && failure.words().contains("no changes")) {
      return NothingToCommitException.inMerge(source, target);
    }
    if (failure.badRequest() && failure.words().contains("dirty branch")) {
      return UncommittedChangesException.inMerge(source, target);
    }
    if (failure.preconditionFailed()) {
      return new MergeRefusedException(
          "Cannot merge '%s' into '%s': a hook of the server refused it: %s"
              .formatted(source, target, hookWords(failure.words())));
    }
    return repository.failed("merge '%s' into '%s'".formatted(source, target), failure);
  }

  /** What the hook itself said, without the stack and the numbers of its run. */
  private static String hookWords(String words) {
    String said = words.replaceFirst("(?s)\\s*stack traceback:.*", "");
    int at = said.lastIndexOf("runtime error: ");
    return at < 0 ? said : said.substring(at + "runtime error: ".length());
  }

  /** Makes a commit exactly once, whatever happens to the answers. */
  private Commit once(
      String what,
      String branch,
      String attemptId,
      LakefsClient.Call<CommitId> call,
      java.util.function.Function<LakefsFailure, VersionStoreException> meaning) {
    boolean doubt = false;
    for (int attempt = 1; ; attempt++) {
      try {
        return log.require(repository.client.once(call));
      } catch (LakefsFailure e) {
        if (doubt || e.passing()) {
          Optional<Commit> arrived = arrived(what, branch, attemptId, e);
          if (arrived.isPresent()) {
            return arrived.get();
          }
        }
        if (!e.passing()) {
          throw meaning.apply(e);
        }
        if (!repository.client.waitAfter(attempt, e)) {
          throw repository.failed(what, e);
        }
        doubt = true;
      }
    }
  }

  private Optional<Commit> arrived(
      String what, String branch, String attemptId, LakefsFailure failure) {
    try (var commits = log.raw(branch, LOOK_BACK)) {
      return commits
          .limit(LOOK_BACK)
          .filter(
              commit ->
                  commit.getMetadata() != null
                      && attemptId.equals(commit.getMetadata().get(ATTEMPT)))
          .findFirst()
          .map(CommitLog::commit);
    } catch (StoreUnavailableException e) {
      // What the caller wanted was not to read the log.
      throw failure.unavailable(
          "tell whether it was possible to %s in repository '%s'".formatted(what, repository.name),
          repository.client.settings());
    }
  }

  private static Map<String, String> marked(Map<String, String> metadata) {
    Map<String, String> marked = new HashMap<>(metadata);
    marked.put(ATTEMPT, UUID.randomUUID().toString());
    return marked;
  }
}
