package io.studylake.version.lakefs;

import io.lakefs.clients.sdk.ApiException;
import io.lakefs.clients.sdk.ExperimentalApi;
import io.lakefs.clients.sdk.model.BranchCreation;
import io.lakefs.clients.sdk.model.Ref;
import io.lakefs.clients.sdk.model.RefList;
import io.lakefs.clients.sdk.model.ResetCreation;
import io.lakefs.clients.sdk.model.TagCreation;
import io.studylake.text.Nearest;
import io.studylake.version.BranchMovedException;
import io.studylake.version.CommitId;
import io.studylake.version.RefExistsException;
import io.studylake.version.RefNames;
import io.studylake.version.RefNotFoundException;
import io.studylake.version.VersionStore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Branches and tags: finding, making and dropping them. */
final class Refs {
  private final Repository repository;
  private final CommitLog commits;

  Refs(Repository repository, CommitLog commits) {
    this.repository = repository;
    this.commits = commits;
  }

  List<String> branches() {
    return names(
        "list the branches",
        (after, amount) ->
            repository
                .branches
                .listBranches(repository.name)
                .after(after)
                .amount(amount)
                .execute());
  }

  List<String> tags() {
    return names(
        "list the tags",
        (after, amount) ->
            repository.tags.listTags(repository.name).after(after).amount(amount).execute());
  }

  private interface Listing {
    RefList fetch(String after, int amount) throws ApiException;
  }

  private List<String> names(String what, Listing listing) {
    return Pages.upTo(
            Integer.MAX_VALUE,
            (after, amount) -> {
              RefList list = repository.call(what, () -> listing.fetch(after, amount));
              return new Pages.Page<>(list.getResults(), list.getPagination());
            })
        .stream()
        .map(Ref::getId)
        .sorted()
        .toList();
  }

  /** The commit that a branch, a tag or a full commit id names. */
  Optional<CommitId> resolve(String ref) {
    if (CommitLog.isId(ref)) {
      Optional<CommitId> commit = commits.find(new CommitId(ref)).map(found -> found.id());
      if (commit.isPresent()) {
        return commit;
      }
    }
    return branch(ref).or(() -> tag(ref));
  }

  CommitId require(String ref) {
    return resolve(ref)
        .orElseThrow(
            () ->
                new RefNotFoundException(
                    "Cannot find '%s' in %s: no branch, tag or full commit id.%s"
                        .formatted(
                            ref,
                            repository.uri(),
                            nearest(
                                ref,
                                Stream.of(branches(), tags()).flatMap(List::stream).toList()))));
  }

  /** A branch's head. */
  Optional<CommitId> branch(String name) {
    return find(
        "find '%s'".formatted(name),
        name,
        () -> repository.branches.getBranch(repository.name, name).execute());
  }

  private Optional<CommitId> tag(String name) {
    return find(
        "find '%s'".formatted(name),
        name,
        () -> repository.tags.getTag(repository.name, name).execute());
  }

  private Optional<CommitId> find(String what, String name, LakefsClient.Call<Ref> call) {
    if (!RefNames.isRef(name)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new CommitId(repository.client.repeatable(call).getCommitId()));
    } catch (LakefsFailure e) {
      if (e.notFound()) {
        return Optional.empty();
      }
      throw repository.failed(what, e);
    }
  }

  /**
   * Checks a name before it is used as a branch.
   *
   * @throws RefNotFoundException when no branch can have it
   */
  String writable(String branch) {
    if (!RefNames.isRef(branch)) {
      throw missingBranch(branch);
    }
    return branch;
  }

  /** The head of a branch. */
  CommitId head(String branch) {
    return branch(writable(branch)).orElseThrow(() -> missingBranch(branch));
  }

  /** What to say of a branch that the server does not have. */
  RefNotFoundException missingBranch(String name) {
    if (tag(name).isPresent()) {
      return new RefNotFoundException(
          "Cannot use '%s' as a branch: it is a tag, which takes no writes. Create a branch from it."
              .formatted(name));
    }
    return new RefNotFoundException(
        "Cannot find branch '%s' in %s.%s"
            .formatted(name, repository.uri(), nearest(name, branches())));
  }

  void createBranch(String branch, CommitId from) {
    RefNames.ref("branch", branch);
    commits.require(from);
    free("branch", branch);
    BranchCreation creation = new BranchCreation().name(branch).source(from.value());
    create(
        "branch",
        branch,
        from,
        () -> repository.branches.createBranch(repository.name, creation).execute());
  }

  void createTag(String tag, CommitId commit) {
    RefNames.ref("tag", tag);
    commits.require(commit);
    free("tag", tag);
    TagCreation creation = new TagCreation().id(tag).ref(commit.value());
    create(
        "tag", tag, commit, () -> repository.tags.createTag(repository.name, creation).execute());
  }

  /** Creates a ref; a try without an answer is looked up, since it may have arrived. */
  private void create(String what, String name, CommitId at, LakefsClient.Call<?> call) {
    boolean doubt = false;
    for (int attempt = 1; ; attempt++) {
      try {
        repository.client.once(call);
        return;
      } catch (LakefsFailure e) {
        if (doubt && resolve(name).equals(Optional.of(at))) {
          return;
        }
        if (e.conflict()) {
          throw new RefExistsException(what, name, what);
        }
        if (!e.passing() || !repository.client.waitAfter(attempt, e)) {
          throw repository.failed("create %s '%s'".formatted(what, name), e);
        }
        doubt = true;
      }
    }
  }

  /** The server lets a branch and a tag have one name; a study does not. */
  private void free(String what, String name) {
    if (branch(name).isPresent()) {
      throw new RefExistsException(what, name, "branch");
    }
    if (tag(name).isPresent()) {
      throw new RefExistsException(what, name, "tag");
    }
  }

  void dropBranch(String branch) {
    refuseMain("drop", branch);
    drop(
        "branch",
        branch,
        () -> {
          repository.branches.deleteBranch(repository.name, branch).execute();
          return branch;
        });
  }

  void dropTag(String tag) {
    drop(
        "tag",
        tag,
        () -> {
          repository.tags.deleteTag(repository.name, tag).execute();
          return tag;
        });
  }

  private void drop(String what, String name, LakefsClient.Call<String> call) {
    if (!RefNames.isRef(name)) {
      return;
    }
    try {
      repository.client.repeatable(call);
    } catch (LakefsFailure e) {
      if (!e.notFound()) {
        throw repository.failed("drop %s '%s'".formatted(what, name), e);
      }
    }
  }

  void reset(String branch) {
    ResetCreation all = new ResetCreation().type(ResetCreation.TypeEnum.RESET);
    try {
      repository.client.repeatable(
          () -> {
            repository.branches.resetBranch(repository.name, writable(branch), all).execute();
            return branch;
          });
    } catch (LakefsFailure e) {
      throw e.notFound()
          ? missingBranch(branch)
          : repository.failed("reset branch '%s'".formatted(branch), e);
    }
  }

  /**
   * Drops what is staged, which would survive, and moves the head. The server compares nothing: the
   * head is looked at before.
   */
  void moveBranch(String branch, CommitId from, CommitId to) {
    refuseMain("move", branch);
    CommitId head = head(branch);
    commits.require(to);
    if (!head.equals(from)) {
      throw new BranchMovedException(branch, from, head);
    }
    reset(branch);
    if (!head.equals(to)) {
      repository.call(
          "move branch '%s'".formatted(branch),
          () -> {
            new ExperimentalApi(repository.client.api())
                .hardResetBranch(repository.name, branch, to.value())
                .execute();
            return branch;
          });
    }
  }

  private static void refuseMain(String what, String branch) {
    if (branch.equals(VersionStore.MAIN)) {
      throw new IllegalArgumentException(
          "Cannot %1$s branch 'main': it holds what is published. %2$s another branch."
              .formatted(what, what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1)));
    }
  }

  private static String nearest(String name, List<String> known) {
    return Nearest.to(name, known).map(" The nearest is '%s'."::formatted).orElse("");
  }
}
