package io.studylake.version.local;

import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** The commits of a repository. */
final class Commits {
  private final Repository repository;

  Commits(Repository repository) {
    this.repository = repository;
  }

  static ObjectId insert(
      ObjectInserter inserter, ObjectId tree, List<ObjectId> parents, CommitText text)
      throws IOException {
    PersonIdent studylake = new PersonIdent("studylake", "", Instant.now(), ZoneOffset.UTC);
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(tree);
    commit.setParentIds(parents);
    commit.setAuthor(studylake);
    commit.setCommitter(studylake);
    commit.setMessage(text.format());
    return inserter.insert(commit);
  }

  static CommitId id(ObjectId id) {
    return new CommitId(id.name());
  }

  Optional<Commit> find(CommitId id) throws IOException {
    Optional<RevCommit> found = parsed(id);
    return found.isPresent() ? Optional.of(commit(found.get())) : Optional.empty();
  }

  Optional<ObjectId> tree(CommitId id) throws IOException {
    return parsed(id).map(RevCommit::getTree);
  }

  private Optional<RevCommit> parsed(CommitId id) throws IOException {
    if (!ObjectId.isId(id.value())) {
      return Optional.empty();
    }
    try (RevWalk walk = new RevWalk(repository)) {
      return Optional.of(walk.parseCommit(ObjectId.fromString(id.value())));
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      return Optional.empty();
    }
  }

  /** Those before it along first parents, itself first; each is read when it is asked for. */
  Stream<Commit> alongFirstParents(Commit from) {
    return Stream.iterate(
            Optional.of(from),
            Optional::isPresent,
            commit -> commit.flatMap(newer -> newer.parents().stream().findFirst()).map(this::read))
        .flatMap(Optional::stream);
  }

  private Commit read(CommitId id) {
    return Attempt.to(
        "read commit %s in %s".formatted(id, repository.getDirectory()),
        () -> find(id).orElseThrow(() -> new IOException("its object is missing")));
  }

  private static Commit commit(RevCommit commit) throws IOException {
    CommitText text = CommitText.parse(commit.getFullMessage());
    return new Commit(
        id(commit),
        Arrays.stream(commit.getParents()).map(Commits::id).toList(),
        text.message(),
        text.metadata(),
        Instant.ofEpochSecond(commit.getCommitTime()));
  }
}
