package io.studylake.version.lakefs;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lakefs.clients.sdk.model.ObjectStats;
import io.lakefs.clients.sdk.model.StagingLocation;
import io.lakefs.clients.sdk.model.StagingMetadata;
import io.studylake.version.AmbiguousWriteException;
import io.studylake.version.Entry;
import io.studylake.version.EntryPath;
import io.studylake.version.Link;
import io.studylake.version.PathExistsException;
import io.studylake.version.View;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The paths of a ref: small files, and links to large ones in the warehouse. */
final class Objects {
  private static final String LINK = "studylake-link";

  private final Repository repository;
  private final Refs refs;
  private final CommitLog commits;

  Objects(Repository repository, Refs refs, CommitLog commits) {
    this.repository = repository;
    this.refs = refs;
    this.commits = commits;
  }

  List<Entry> list(View view, String prefix, int limit) {
    String ref = ref(view);
    return Pages.upTo(limit, (after, amount) -> page(view, ref, prefix, "", after, amount)).stream()
        .map(stats -> new Entry(stats.getPath(), link(stats), stats.getPhysicalAddress()))
        .toList();
  }

  List<String> children(View view, String folder) {
    EntryPath.requireFolder(folder);
    String ref = ref(view);
    return Pages.upTo(
            Integer.MAX_VALUE, (after, amount) -> page(view, ref, folder, "/", after, amount))
        .stream()
        .map(stats -> stats.getPath().substring(folder.length()).replaceAll("/$", ""))
        .sorted()
        .toList();
  }

  private Pages.Page<ObjectStats> page(
      View view, String ref, String prefix, String delimiter, String after, int amount) {
    try {
      var list =
          repository.client.repeatable(
              () ->
                  repository
                      .objects
                      .listObjects(repository.name, ref)
                      .prefix(prefix)
                      .delimiter(delimiter)
                      .after(after)
                      .amount(amount)
                      .userMetadata(true)
                      .execute());
      return new Pages.Page<>(list.getResults(), list.getPagination());
    } catch (LakefsFailure e) {
      throw e.notFound() ? missing(view) : repository.failed("list '%s'".formatted(prefix), e);
    }
  }

  Optional<byte[]> read(View view, String path) {
    String ref = ref(view);
    try {
      return Optional.of(
          repository.client.get(
              "/repositories/%s/refs/%s/objects".formatted(repository.name, ref),
              Map.of("path", path)));
    } catch (LakefsFailure e) {
      if (!e.notFound()) {
        throw repository.failed("read " + path, e);
      }
      requireRef(view);
      return Optional.empty();
    }
  }

  void create(String branch, String path, byte[] content) {
    try {
      repository.client.create(
          "/repositories/%s/branches/%s/objects".formatted(repository.name, refs.writable(branch)),
          path.endsWith(".json") ? "application/json" : "application/octet-stream",
          Map.of("path", path),
          content);
    } catch (LakefsFailure e) {
      if (e.notFound()) {
        throw refs.missingBranch(branch);
      }
      if (e.preconditionFailed()) {
        throw refused(branch, path);
      }
      if (e.passing()) {
        throw new AmbiguousWriteException(
            "Cannot tell whether %s was created on branch '%s' in %s: %s. Read it back."
                .formatted(path, branch, repository.uri(), e.words()),
            e.getCause());
      }
      throw repository.failed("create %s on branch '%s'".formatted(path, branch), e);
    }
  }

  /**
   * What a refused create means. The server also refuses every writer, the one that won among them,
   * when a commit of the branch comes between: so only what is there now is sure.
   */
  private RuntimeException refused(String branch, String path) {
    if (read(new View.Staged(branch), path).isPresent()) {
      return new PathExistsException(
          "Cannot create %s on branch '%s': it exists. Choose another path."
              .formatted(path, branch));
    }
    return new AmbiguousWriteException(
        "Cannot tell whether %s was created on branch '%s' in %s: it was refused, yet nothing is there. Read it back."
            .formatted(path, branch, repository.uri()),
        null);
  }

  void link(String branch, String path, Link link) {
    StagingMetadata metadata =
        new StagingMetadata()
            .staging(
                new StagingLocation()
                    .physicalAddress(
                        PhysicalAddress.of(link.address(), repository.storageNamespace)))
            .checksum(checksum(link))
            .sizeBytes(link.sizeBytes())
            .contentType(contentType(path))
            .putUserMetadataItem(LINK, text(link));
    try {
      repository.client.repeatable(
          () ->
              repository
                  .staging
                  .linkPhysicalAddress(repository.name, refs.writable(branch), path, metadata)
                  .execute());
    } catch (LakefsFailure e) {
      throw e.notFound()
          ? refs.missingBranch(branch)
          : repository.failed("link %s on branch '%s'".formatted(path, branch), e);
    }
  }

  void remove(String branch, String path) {
    try {
      repository.client.repeatable(
          () -> {
            repository.objects.deleteObject(repository.name, refs.writable(branch), path).execute();
            return path;
          });
    } catch (LakefsFailure e) {
      if (!e.notFound()) {
        throw repository.failed("remove %s from branch '%s'".formatted(path, branch), e);
      }
      if (refs.branch(branch).isEmpty()) {
        throw refs.missingBranch(branch);
      }
    }
  }

  private String ref(View view) {
    if (view instanceof View.Committed committed) {
      if (!CommitLog.isId(committed.commit().value())) {
        throw commits.missing(committed.commit());
      }
      return committed.commit().value();
    }
    return refs.writable(((View.Staged) view).branch());
  }

  private void requireRef(View view) {
    if (view instanceof View.Committed committed) {
      commits.require(committed.commit());
    } else if (refs.branch(((View.Staged) view).branch()).isEmpty()) {
      throw missing(view);
    }
  }

  private RuntimeException missing(View view) {
    return view instanceof View.Committed committed
        ? commits.missing(committed.commit())
        : refs.missingBranch(((View.Staged) view).branch());
  }

  private static Optional<Link> link(ObjectStats stats) {
    return Optional.ofNullable(stats.getMetadata())
        .map(metadata -> metadata.get(LINK))
        .map(
            text -> {
              JsonObject json = JsonParser.parseString(text).getAsJsonObject();
              return new Link(
                  json.get("address").getAsString(),
                  stats.getSizeBytes(),
                  json.get("sha256").getAsString());
            });
  }

  /** What the server tells contents apart by; without a hash the address, which is used once. */
  private static String checksum(Link link) {
    return link.sha256().isEmpty()
        ? "at-" + UUID.nameUUIDFromBytes(link.address().getBytes(StandardCharsets.UTF_8))
        : link.sha256();
  }

  private static String text(Link link) {
    JsonObject json = new JsonObject();
    json.addProperty("address", link.address());
    json.addProperty("sha256", link.sha256());
    return json.toString();
  }

  private static String contentType(String path) {
    return path.endsWith(".csv") ? "text/csv" : "application/octet-stream";
  }
}
