package io.studylake.verify;

import io.studylake.delivery.Fingerprint;
import io.studylake.version.CommitId;
import io.studylake.version.Entry;
import io.studylake.version.Link;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.io.FileIO;

/**
 * The delivered files that commits link: each is in the archive, in its size, and, where asked for,
 * with its hash. A link that commits share is looked at once.
 */
final class ArchivedFiles {
  private static final String DELIVERIES = "deliveries/";

  private final VersionStore store;
  private final FileIO io;
  private final FileSizes sizes;
  private final Depth depth;
  private final Map<Linked, List<Remark>> known = new HashMap<>();

  ArchivedFiles(VersionStore store, FileIO io, FileSizes sizes, Depth depth) {
    this.store = store;
    this.io = io;
    this.sizes = sizes;
    this.depth = depth;
  }

  private record Linked(String path, Link link) {}

  /** What is wrong in a commit. */
  Set<Remark> at(CommitId commit) {
    Map<Linked, FileSizes.Group> begun = new HashMap<>();
    Set<Remark> remarks = new LinkedHashSet<>();
    List<Linked> linked =
        store.list(new View.Committed(commit), DELIVERIES, Integer.MAX_VALUE).stream()
            .flatMap(ArchivedFiles::linked)
            .toList();
    for (Linked file : linked) {
      if (!known.containsKey(file)) {
        begun.put(file, look(file));
      }
    }
    begun.forEach(
        (file, group) ->
            known.put(
                file, group.wrong().stream().map(text -> Remark.broken("archive", text)).toList()));
    linked.forEach(file -> remarks.addAll(known.get(file)));
    return remarks;
  }

  private static java.util.stream.Stream<Linked> linked(Entry entry) {
    return entry.target().map(link -> new Linked(entry.path(), link)).stream();
  }

  private FileSizes.Group look(Linked file) {
    Link link = file.link();
    FileSizes.Group group = sizes.group();
    group.expect(
        "archived file",
        link.address(),
        () -> {
          Optional<String> flaw =
              FileSizes.flaw(this::length, link.address(), link.sizeBytes(), "its link");
          return flaw.isPresent() || depth == Depth.SIZES ? flaw : hash(link);
        },
        "%s cannot be read again as it was delivered".formatted(file.path()));
    return group;
  }

  private Optional<String> hash(Link link) throws IOException {
    try (InputStream in = open(link.address())) {
      return Fingerprint.of(in).equals(link.sha256())
          ? Optional.empty()
          : Optional.of("does not hold what was archived, its SHA-256 is another");
    }
  }

  /** A link's address is a URI; Iceberg takes the locations of local files as they are. */
  private long length(String address) throws IOException {
    return isLocal(address)
        ? Files.size(Path.of(URI.create(address)))
        : FileLength.in(io).bytes(address);
  }

  private InputStream open(String address) throws IOException {
    return isLocal(address)
        ? Files.newInputStream(Path.of(URI.create(address)))
        : io.newInputFile(address).newStream();
  }

  private static boolean isLocal(String address) {
    return address.startsWith("file:");
  }
}
