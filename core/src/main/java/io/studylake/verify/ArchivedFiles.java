package io.studylake.verify;

import io.studylake.version.CommitId;
import io.studylake.version.Entry;
import io.studylake.version.Link;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.io.FileIO;

/** The delivered files that a commit links: each is in the archive, in its size. */
final class ArchivedFiles {
  private static final String DELIVERIES = "deliveries/";

  private final VersionStore store;
  private final FileSizes sizes;

  ArchivedFiles(VersionStore store, FileSizes sizes) {
    this.store = store;
    this.sizes = sizes;
  }

  /** What is wrong in a commit. */
  List<Remark> at(CommitId commit, FileIO io) {
    FileSizes.Group files = sizes.group(address -> length(io, address));
    for (Entry entry : store.list(new View.Committed(commit), DELIVERIES, Integer.MAX_VALUE)) {
      if (entry.target().isPresent()) {
        Link link = entry.target().get();
        files.expect(
            "archived file",
            link.address(),
            link.sizeBytes(),
            "its link",
            "%s cannot be read again as it was delivered".formatted(entry.path()));
      }
    }
    List<Remark> remarks = new ArrayList<>();
    files.wrong().forEach(text -> remarks.add(Remark.broken("archive", text)));
    return remarks;
  }

  /** A link's address is a URI; Iceberg takes the locations of local files as they are. */
  private static long length(FileIO io, String address) throws IOException {
    return address.startsWith("file:")
        ? Files.size(Path.of(URI.create(address)))
        : FileLength.in(io).bytes(address);
  }
}
