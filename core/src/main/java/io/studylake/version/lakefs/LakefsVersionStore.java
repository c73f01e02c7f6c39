package io.studylake.version.lakefs;

import io.studylake.version.Change;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.Entry;
import io.studylake.version.EntryPath;
import io.studylake.version.Link;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One study's repository on a lakeFS server.
 *
 * <p>Reads, links, removals and drops are repeated when the server does not answer; an exclusive
 * create never is (see {@link io.studylake.version.AmbiguousWriteException}); a commit, a merge, a
 * new branch or tag whose answer was lost is looked up before it is tried again.
 */
public final class LakefsVersionStore implements VersionStore {
  /** The path on {@code main} of what {@link #guardMain} installs. */
  public static final String GATE = ServerGate.PATH;

  private final Repository repository;
  private final CommitLog log;
  private final Refs refs;
  private final Objects objects;
  private final Commits commits;

  private LakefsVersionStore(Repository repository) {
    this.repository = repository;
    this.log = new CommitLog(repository);
    this.refs = new Refs(repository, log);
    this.objects = new Objects(repository, refs, log);
    this.commits = new Commits(repository, refs, log);
  }

  /**
   * Opens a study that exists.
   *
   * @throws io.studylake.version.RefNotFoundException when the server has no such repository
   * @throws io.studylake.version.StoreUnavailableException when the server cannot be used
   */
  public static LakefsVersionStore open(LakefsSettings settings, String repository) {
    return new LakefsVersionStore(Repositories.existing(settings, repository));
  }

  /**
   * Opens a study, made empty when there is none yet.
   *
   * @throws io.studylake.version.StoreUnavailableException when the server cannot be used, does not
   *     let this user create a repository, or cannot use its bucket
   */
  public static LakefsVersionStore openOrCreate(LakefsSettings settings, String repository) {
    return new LakefsVersionStore(Repositories.existingOrCreated(settings, repository));
  }

  /**
   * Lets the server guard {@code main}: protects the branch and installs the hook that lets only
   * passed runs merge. Needs an administrator's rights on the repository.
   *
   * @return what was done, a line each; empty when all was there
   * @throws io.studylake.version.UncommittedChangesException when something is staged on main
   */
  public List<String> guardMain() {
    return new ServerGate(repository, refs, objects).install();
  }

  @Override
  public String uri() {
    return repository.uri();
  }

  @Override
  public void createBranch(String branch, CommitId from) {
    refs.createBranch(branch, from);
  }

  @Override
  public void dropBranch(String branch) {
    refs.dropBranch(branch);
  }

  @Override
  public void createTag(String tag, CommitId commit) {
    refs.createTag(tag, commit);
  }

  @Override
  public void dropTag(String tag) {
    refs.dropTag(tag);
  }

  @Override
  public List<String> branches() {
    return refs.branches();
  }

  @Override
  public List<String> tags() {
    return refs.tags();
  }

  @Override
  public Optional<CommitId> resolve(String ref) {
    return refs.resolve(ref);
  }

  @Override
  public CommitId require(String ref) {
    return refs.require(ref);
  }

  @Override
  public CommitId head(String branch) {
    return refs.head(branch);
  }

  @Override
  public List<Entry> list(View view, String prefix, int limit) {
    return objects.list(view, prefix, limit);
  }

  @Override
  public List<String> children(View view, String folder) {
    return objects.children(view, folder);
  }

  @Override
  public Optional<byte[]> read(View view, String path) {
    EntryPath.parts(path);
    return objects.read(view, path);
  }

  @Override
  public void createExclusively(String branch, String path, byte[] content) {
    EntryPath.parts(path);
    objects.create(branch, path, content);
  }

  @Override
  public void link(String branch, String path, Link link) {
    EntryPath.parts(path);
    objects.link(branch, path, link);
  }

  @Override
  public void remove(String branch, String path) {
    EntryPath.parts(path);
    objects.remove(branch, path);
  }

  @Override
  public Commit commit(String branch, String message, Map<String, String> metadata) {
    return commits.commit(branch, message, metadata);
  }

  @Override
  public Commit merge(String source, String target, String message, Map<String, String> metadata) {
    return commits.merge(source, target, message, metadata);
  }

  @Override
  public void reset(String branch) {
    refs.reset(branch);
  }

  @Override
  public void moveBranch(String branch, CommitId from, CommitId to) {
    refs.moveBranch(branch, from, to);
  }

  @Override
  public List<Change> diff(CommitId left, CommitId right) {
    return log.diff(left, right);
  }

  @Override
  public Commit commit(CommitId id) {
    return log.require(id);
  }

  @Override
  public Stream<Commit> log(CommitId from) {
    return log.log(from);
  }

  /** Calls made through this store so far, by method and resource. */
  public Map<String, Long> calls() {
    return repository.client.calls();
  }

  @Override
  public void close() {
    repository.client.close();
  }
}
