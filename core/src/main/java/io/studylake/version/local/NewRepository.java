package io.studylake.version.local;

import io.studylake.version.VersionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;

/** Makes a study's repository, {@code main} with an empty first commit, under a name of its own. */
final class NewRepository {
  // Written by hand: JGit's own init forks a shell to ask for the umask.
  private static final String CONFIG =
      """
      [core]
      	repositoryformatversion = 0
      	bare = true
      	filemode = false
      	logAllRefUpdates = false
      	fsyncObjectFiles = true
      	fsyncRefFiles = true
      [gc]
      	auto = 0
      """;

  private NewRepository() {}

  /** Creates the repository in one step, by renaming it; the caller keeps other creators out. */
  static void create(Path gitFolder) throws IOException {
    Path fresh = gitFolder.resolveSibling("." + gitFolder.getFileName() + ".new");
    deleteLeftOver(fresh);
    for (String folder : List.of("objects/pack", "objects/info", "refs/heads", "refs/tags")) {
      Files.createDirectories(fresh.resolve(folder));
    }
    Durable.write(fresh.resolve("config"), CONFIG);
    Durable.write(fresh.resolve("HEAD"), "ref: " + Refs.BRANCHES + VersionStore.MAIN + "\n");
    try (Repository repository = IsolatedJGit.open(fresh);
        ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId nothing = new Folder().write(inserter);
      ObjectId first =
          Commits.insert(
              inserter, nothing, List.of(), new CommitText("Create the study", Map.of()));
      inserter.flush();
      new Refs(repository).move(Refs.BRANCHES + VersionStore.MAIN, ObjectId.zeroId(), first);
    }
    Durable.move(fresh, gitFolder);
  }

  private static void deleteLeftOver(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
