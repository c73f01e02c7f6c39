package io.studylake.version.lakefs;

import io.lakefs.clients.sdk.ApiResponse;
import io.lakefs.clients.sdk.RepositoriesApi;
import io.lakefs.clients.sdk.model.BranchProtectionRule;
import io.lakefs.clients.sdk.model.CommitCreation;
import io.lakefs.clients.sdk.model.Diff;
import io.studylake.version.CommitId;
import io.studylake.version.UncommittedChangesException;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the server itself sees to on {@code main}: nobody writes or commits to it, and a hook lets
 * only passed runs merge into it, and nobody revert, cherry-pick or import.
 *
 * <p>The hook is a Lua script in {@code _lakefs_actions/studylake_gate.yaml}. The server reads it
 * from the commit that is to be merged, so it keeps honest users from mistakes; who may write a
 * branch can leave the file out. Source: lakeFS 1.84, {@code pkg/actions}, and {@code Merge},
 * {@code Revert}, {@code CherryPick} and {@code Import} of {@code pkg/graveler}.
 */
final class ServerGate {
  /** The hook's file on {@code main}. */
  static final String PATH = "_lakefs_actions/studylake_gate.yaml";

  private static final String INSTALL = "install the gate";

  private final Repository repository;
  private final Refs refs;
  private final Objects objects;
  private final RepositoriesApi api;

  ServerGate(Repository repository, Refs refs, Objects objects) {
    this.repository = repository;
    this.refs = refs;
    this.objects = objects;
    this.api = new RepositoriesApi(repository.client.api());
  }

  /**
   * Installs the hook and protects {@code main}; whatever is so already stays.
   *
   * @return what was done, a line each; empty when nothing was left to do
   */
  List<String> install() {
    List<String> done = new ArrayList<>();
    byte[] wanted = script();
    CommitId head = refs.require(VersionStore.MAIN);
    if (!installed(head, wanted)) {
      protect(false);
      try {
        put(wanted);
      } finally {
        protect(true);
      }
      done.add("Installed the pre-merge hook in " + PATH + ".");
    }
    if (protect(true)) {
      done.add("Protected branch main from direct writes and commits.");
    }
    return done;
  }

  /** Writes the file on {@code main} itself: the hook lets nothing but runs through a merge. */
  private void put(byte[] wanted) {
    requireNothingElseStaged();
    unprotected(
        () ->
            repository.client.put(
                "/repositories/%s/branches/%s/objects"
                    .formatted(repository.name, VersionStore.MAIN),
                "application/octet-stream",
                Map.of("path", PATH),
                wanted),
        failure -> false);
    CommitCreation commit =
        new CommitCreation()
            .message("Install the gate of studylake")
            // The hook itself lets this commit pass.
            .putMetadataItem("studylake.init", "gate");
    unprotected(
        () ->
            repository.client.once(
                () ->
                    repository
                        .commits
                        .commit(repository.name, VersionStore.MAIN, commit)
                        .execute()),
        // A commit whose answer was lost may have arrived; another then finds no changes.
        failure ->
            (failure.passing() || failure.badRequest())
                && installed(refs.require(VersionStore.MAIN), wanted));
  }

  private boolean installed(CommitId head, byte[] wanted) {
    return objects
        .read(new View.Committed(head), PATH)
        .filter(there -> Arrays.equals(there, wanted))
        .isPresent();
  }

  /** The hook's file itself may be staged: by an installation that was killed before its commit. */
  private void requireNothingElseStaged() {
    repository
        .call(
            INSTALL,
            () ->
                repository
                    .branches
                    .diffBranch(repository.name, VersionStore.MAIN)
                    .amount(2)
                    .execute()
                    .getResults())
        .stream()
        .map(Diff::getPath)
        .filter(path -> !path.equals(PATH))
        .findFirst()
        .ifPresent(
            path -> {
              throw new UncommittedChangesException(
                  "Cannot install the gate in %s: %s is staged on main and would be committed with it. Commit or reset it first."
                      .formatted(repository.uri(), path));
            });
  }

  private interface Write {
    void run() throws LakefsFailure;
  }

  /**
   * Writes to {@code main} as soon as the server has noticed that it may: it caches its rules.
   *
   * @param arrived whether the write took effect in spite of a failure
   */
  private void unprotected(Write write, Predicate<LakefsFailure> arrived) {
    for (int attempt = 1; ; attempt++) {
      try {
        write.run();
        return;
      } catch (LakefsFailure e) {
        if (arrived.test(e)) {
          return;
        }
        if (!(e.status() == 403 || e.passing()) || !repository.client.waitAfter(attempt, e)) {
          throw repository.failed(INSTALL, e);
        }
      }
    }
  }

  /**
   * Protects {@code main}, or lifts the protection; rules of other branches stay, also those that
   * somebody else sets at the same time.
   *
   * @return whether anything had to be changed
   */
  private boolean protect(boolean wanted) {
    for (int attempt = 1; ; attempt++) {
      ApiResponse<List<BranchProtectionRule>> read =
          repository.call(
              "read the branch protection",
              () -> api.getBranchProtectionRules(repository.name).executeWithHttpInfo());
      List<BranchProtectionRule> rules = new ArrayList<>(read.getData());
      boolean is = rules.removeIf(rule -> VersionStore.MAIN.equals(rule.getPattern()));
      if (is == wanted) {
        return attempt > 1;
      }
      if (wanted) {
        rules.add(new BranchProtectionRule().pattern(VersionStore.MAIN));
      }
      var set = api.setBranchProtectionRules(repository.name, rules);
      // Without rules the server gives a blank one, and takes that only before the first rule.
      etag(read).ifPresent(set::ifMatch);
      try {
        repository.client.repeatable(
            () -> {
              set.execute();
              return wanted;
            });
        return true;
      } catch (LakefsFailure e) {
        if (!e.preconditionFailed() || !repository.client.waitAfter(attempt, e)) {
          throw repository.failed("protect branch main", e);
        }
      }
    }
  }

  private static Optional<String> etag(ApiResponse<?> answer) {
    return answer.getHeaders().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("ETag"))
        .flatMap(header -> header.getValue().stream())
        .filter(value -> !value.isBlank())
        .findFirst();
  }

  private static byte[] script() {
    try (InputStream in = ServerGate.class.getResourceAsStream("studylake_gate.yaml")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the gate's script", e);
    }
  }
}
