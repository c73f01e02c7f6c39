package io.studylake.version.lakefs;

import io.lakefs.clients.sdk.model.CommitList;
import io.studylake.version.Change;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.RefNotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Commits that exist, and what differs between two. */
final class CommitLog {
  /** Metadata that the server or this store adds for itself; no caller sees it. */
  static final String OWN = ".studylake.";

  private static final String SERVERS = ".lakefs.";
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  private final Repository repository;

  CommitLog(Repository repository) {
    this.repository = repository;
  }

  /** Whether this is a full commit id; the server would take {@code main~1} as well. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  Optional<Commit> find(CommitId id) {
    if (!isId(id.value())) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          commit(
              repository.client.repeatable(
                  () -> repository.commits.getCommit(repository.name, id.value()).execute())));
    } catch (LakefsFailure e) {
      if (e.notFound()) {
        return Optional.empty();
      }
      throw repository.failed("read commit " + id, e);
    }
  }

  Commit require(CommitId id) {
    return find(id).orElseThrow(() -> missing(id));
  }

  RefNotFoundException missing(CommitId id) {
    return new RefNotFoundException(
        "Cannot find commit '%s' in %s. Take a full commit id from the log."
            .formatted(id, repository.uri()));
  }

  /** A commit and those before it along first parents. */
  Stream<Commit> log(CommitId from) {
    if (!isId(from.value())) {
      throw missing(from);
    }
    return raw(from.value(), 100).map(CommitLog::commit);
  }

  /**
   * The commits below a ref as the server has them.
   *
   * @param ref a commit id or a branch
   */
  Stream<io.lakefs.clients.sdk.model.Commit> raw(String ref, int pageSize) {
    return Pages.stream(
        pageSize,
        (after, amount) -> {
          CommitList list =
              repository.call(
                  "read the log of " + ref,
                  () ->
                      repository
                          .refs
                          .logCommits(repository.name, ref)
                          .after(after)
                          .amount(amount)
                          .firstParent(true)
                          .execute());
          return new Pages.Page<>(list.getResults(), list.getPagination());
        });
  }

  List<Change> diff(CommitId left, CommitId right) {
    for (CommitId side : List.of(left, right)) {
      if (!isId(side.value())) {
        throw missing(side);
      }
    }
    return changes(left.value(), right.value(), "two_dot").stream()
        .map(diff -> new Change(diff.getPath(), kind(diff)))
        .toList();
  }

  /** The paths that both a source and its target changed since they parted. */
  List<String> conflicts(String source, String target) {
    return changes(target, source, "three_dot").stream()
        .filter(diff -> diff.getType() == io.lakefs.clients.sdk.model.Diff.TypeEnum.CONFLICT)
        .map(io.lakefs.clients.sdk.model.Diff::getPath)
        .toList();
  }

  private List<io.lakefs.clients.sdk.model.Diff> changes(String left, String right, String type) {
    return Pages.upTo(
        Integer.MAX_VALUE,
        (after, amount) -> {
          var list =
              repository.call(
                  "compare %s with %s".formatted(left, right),
                  () ->
                      repository
                          .refs
                          .diffRefs(repository.name, left, right)
                          .type(type)
                          .after(after)
                          .amount(amount)
                          .execute());
          return new Pages.Page<>(list.getResults(), list.getPagination());
        });
  }

  private static Change.Kind kind(io.lakefs.clients.sdk.model.Diff diff) {
    return switch (diff.getType()) {
      case ADDED -> Change.Kind.ADDED;
      case REMOVED -> Change.Kind.REMOVED;
      default -> Change.Kind.CHANGED;
    };
  }

  static Commit commit(io.lakefs.clients.sdk.model.Commit commit) {
    Map<String, String> metadata = new TreeMap<>();
    Optional.ofNullable(commit.getMetadata()).ifPresent(metadata::putAll);
    metadata.keySet().removeIf(key -> key.startsWith(SERVERS) || key.startsWith(OWN));
    return new Commit(
        new CommitId(commit.getId()),
        commit.getParents().stream().map(CommitId::new).toList(),
        commit.getMessage(),
        metadata,
        Instant.ofEpochSecond(commit.getCreationDate()));
  }
}
