package io.studylake.version.local;

import io.studylake.version.AmbiguousWriteException;
import io.studylake.version.EntryPath;
import io.studylake.version.PathExistsException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/** Stages writes on a branch, see {@link BranchState}. Every method is called under the guard. */
final class Staging {
  private final Repository repository;
  private final Refs refs;
  private final Lookup lookup;

  Staging(Repository repository) {
    this.repository = repository;
    this.refs = new Refs(repository);
    this.lookup = new Lookup(repository);
  }

  void create(String branch, String path, byte[] content) throws IOException {
    BranchState state = lookup.branch(branch);
    if (item(state, path).isPresent()) {
      throw new PathExistsException(
          "Cannot create %s on branch '%s': it exists. Choose another path."
              .formatted(path, branch));
    }
    put(branch, state, path, Optional.of(FileMode.REGULAR_FILE), content);
  }

  void link(String branch, String path, byte[] content) throws IOException {
    BranchState state = lookup.branch(branch);
    if (item(state, path).filter(Folder.Item::isFolder).isPresent()) {
      throw new PathExistsException(
          "Cannot link %s on branch '%s': it is a folder. Choose another path."
              .formatted(path, branch));
    }
    put(branch, state, path, Optional.of(Folder.LINK), content);
  }

  void remove(String branch, String path) throws IOException {
    BranchState state = lookup.branch(branch);
    if (item(state, path).filter(there -> !there.isFolder()).isPresent()) {
      put(branch, state, path, Optional.empty(), new byte[0]);
    }
  }

  private Optional<Folder.Item> item(BranchState state, String path) throws IOException {
    try (ObjectReader reader = repository.newObjectReader()) {
      return Snapshots.item(reader, state.tree(), path);
    }
  }

  private void put(
      String branch, BranchState state, String path, Optional<FileMode> mode, byte[] content)
      throws IOException {
    List<String> parts = EntryPath.parts(path);
    refuseFileAsFolder(branch, state, parts);
    try (ObjectInserter inserter = repository.newObjectInserter();
        ObjectReader reader = repository.newObjectReader()) {
      Folder root = Folder.read(reader, state.tree());
      Optional<Folder.Item> item = Optional.empty();
      if (mode.isPresent()) {
        item =
            Optional.of(new Folder.Item(mode.get(), inserter.insert(Constants.OBJ_BLOB, content)));
      }
      root.set(parts, item, inserter);
      ObjectId staged =
          Commits.insert(
              inserter,
              root.write(inserter),
              List.of(state.head()),
              new CommitText("Staged on " + branch, Map.of()));
      inserter.flush();
      move(branch, path, state, staged);
    }
  }

  private void move(String branch, String path, BranchState state, ObjectId staged) {
    try {
      refs.move(Refs.STAGED + branch, state.stagedRef(), staged);
    } catch (IOException e) {
      throw new AmbiguousWriteException(
          "Cannot tell whether %s was staged on branch '%s': %s. Read it back."
              .formatted(path, branch, Attempt.reason(e)),
          e);
    }
  }

  private void refuseFileAsFolder(String branch, BranchState state, List<String> parts)
      throws IOException {
    for (int depth = 1; depth < parts.size(); depth++) {
      String folder = String.join("/", parts.subList(0, depth));
      if (item(state, folder).filter(there -> !there.isFolder()).isPresent()) {
        throw new PathExistsException(
            "Cannot create %s on branch '%s': %s is a file. Choose another path."
                .formatted(String.join("/", parts), branch, folder));
      }
    }
  }
}
