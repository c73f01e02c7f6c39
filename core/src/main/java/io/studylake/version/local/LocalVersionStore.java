package io.studylake.version.local;

import io.studylake.version.Change;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.Entry;
import io.studylake.version.EntryPath;
import io.studylake.version.Link;
import io.studylake.version.RefNames;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * The embedded version store: one study's bare Git repository at {@code
 * <lake>/versions/<repository>.git}.
 *
 * <p>Writers of all threads and processes take turns under an operating-system lock, readers never
 * wait. Objects and refs are forced to the disk before a write is reported as done.
 */
public final class LocalVersionStore implements VersionStore {
  private final Repository repository;
  private final Lookup lookup;
  private final Snapshots snapshots;
  private final Commits commits;
  private final Staging staging;
  private final Branches branches;

  private LocalVersionStore(Repository repository) {
    this.repository = repository;
    this.lookup = new Lookup(repository);
    this.snapshots = new Snapshots(repository);
    this.commits = new Commits(repository);
    this.staging = new Staging(repository);
    this.branches = new Branches(repository);
  }

  /**
   * Opens a study that exists.
   *
   * @param lake the lake's folder, the one with {@code lake.json}
   * @param repository the study's repository, see {@link RefNames#repository}
   * @throws io.studylake.version.StoreUnavailableException when there is no such lake or study, or
   *     when a newer program wrote it
   */
  public static LocalVersionStore open(Path lake, String repository) {
    return open(lake, repository, Lake::existing);
  }

  /**
   * Opens a study, and creates it and the lake where they are missing; one of several processes
   * does.
   *
   * @throws io.studylake.version.StoreUnavailableException when that cannot be, or when a newer
   *     program wrote it
   */
  public static LocalVersionStore openOrCreate(Path lake, String repository) {
    return open(lake, repository, Lake::existingOrCreated);
  }

  private interface Finder {
    Path find(Lake lake, String repository) throws IOException;
  }

  private static LocalVersionStore open(Path folder, String repository, Finder finder) {
    RefNames.repository(repository);
    Lake lake = new Lake(folder.toAbsolutePath().normalize());
    return Attempt.to(
        "open study '%s' in %s".formatted(repository, lake.folder()),
        () -> {
          Path gitFolder = finder.find(lake, repository);
          return new LocalVersionStore(IsolatedJGit.open(gitFolder));
        });
  }

  @Override
  public String uri() {
    return repository.getDirectory().toPath().toUri().toString();
  }

  @Override
  public void createBranch(String branch, CommitId from) {
    write("create branch '%s'".formatted(branch), () -> branches.create(branch, from));
  }

  @Override
  public void dropBranch(String branch) {
    write("drop branch '%s'".formatted(branch), () -> branches.drop(branch));
  }

  @Override
  public void createTag(String tag, CommitId commit) {
    write("create tag '%s'".formatted(tag), () -> branches.createTag(tag, commit));
  }

  @Override
  public void dropTag(String tag) {
    write("drop tag '%s'".formatted(tag), () -> branches.dropTag(tag));
  }

  @Override
  public List<String> branches() {
    return read("list the branches", () -> new Refs(repository).names(Refs.BRANCHES));
  }

  @Override
  public List<String> tags() {
    return read("list the tags", () -> new Refs(repository).names(Refs.TAGS));
  }

  @Override
  public Optional<CommitId> resolve(String ref) {
    return read("find '%s'".formatted(ref), () -> lookup.resolve(ref));
  }

  @Override
  public CommitId require(String ref) {
    return read("find '%s'".formatted(ref), () -> lookup.resolved(ref));
  }

  @Override
  public CommitId head(String branch) {
    return read(
        "find branch '%s'".formatted(branch), () -> Commits.id(lookup.branch(branch).head()));
  }

  @Override
  public List<Entry> list(View view, String prefix, int limit) {
    return read(
        "list '%s'".formatted(prefix), () -> snapshots.list(lookup.tree(view), prefix, limit));
  }

  @Override
  public List<String> children(View view, String folder) {
    return read("list '%s'".formatted(folder), () -> snapshots.children(lookup.tree(view), folder));
  }

  @Override
  public Optional<byte[]> read(View view, String path) {
    EntryPath.parts(path);
    return read("read " + path, () -> snapshots.read(lookup.tree(view), path));
  }

  @Override
  public void createExclusively(String branch, String path, byte[] content) {
    EntryPath.parts(path);
    write("create " + path, () -> staging.create(branch, path, content));
  }

  @Override
  public void link(String branch, String path, Link link) {
    EntryPath.parts(path);
    write("link " + path, () -> staging.link(branch, path, LinkText.write(link)));
  }

  @Override
  public void remove(String branch, String path) {
    EntryPath.parts(path);
    write("remove " + path, () -> staging.remove(branch, path));
  }

  @Override
  public Commit commit(String branch, String message, Map<String, String> metadata) {
    CommitText text = new CommitText(message, metadata);
    return made("commit branch '%s'".formatted(branch), () -> branches.commit(branch, text));
  }

  @Override
  public Commit merge(String source, String target, String message, Map<String, String> metadata) {
    CommitText text = new CommitText(message, metadata);
    return made(
        "merge '%s' into '%s'".formatted(source, target),
        () -> branches.merge(source, target, text));
  }

  @Override
  public void reset(String branch) {
    write("reset branch '%s'".formatted(branch), () -> branches.reset(branch));
  }

  @Override
  public void moveBranch(String branch, CommitId from, CommitId to) {
    write("move branch '%s'".formatted(branch), () -> branches.move(branch, from, to));
  }

  @Override
  public List<Change> diff(CommitId left, CommitId right) {
    return read(
        "compare %s with %s".formatted(left, right),
        () ->
            snapshots.diff(
                lookup.tree(new View.Committed(left)), lookup.tree(new View.Committed(right))));
  }

  @Override
  public Commit commit(CommitId id) {
    return read("read commit " + id, () -> lookup.commit(id));
  }

  @Override
  public Stream<Commit> log(CommitId from) {
    return commits.alongFirstParents(commit(from));
  }

  @Override
  public void close() {
    repository.close();
  }

  private <T> T read(String what, Attempt.Work<T> work) {
    return Attempt.to(what + " in " + repository.getDirectory(), work);
  }

  // Opened by the first write: who may only read a study needs no right to lock it.
  private Guard guard() throws IOException {
    return Guard.of(repository.getDirectory().toPath().resolve("writer.guard"));
  }

  private interface Write {
    void run() throws IOException;
  }

  private void write(String what, Write write) {
    read(
        what,
        () ->
            guard()
                .holding(
                    () -> {
                      write.run();
                      return Optional.empty();
                    }));
  }

  private Commit made(String what, Attempt.Work<ObjectId> work) {
    return read(what, () -> lookup.commit(Commits.id(guard().holding(work))));
  }
}
