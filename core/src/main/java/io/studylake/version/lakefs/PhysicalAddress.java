package io.studylake.version.lakefs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of the warehouse as lakeFS's block adapters know them: Hadoop has schemes of its own.
 *
 * <p>Source: lakeFS's {@code pkg/block/s3} ({@code s3://bucket/key}) and {@code pkg/block/azure}
 * ({@code https://account.blob.core.windows.net/container/key}).
 */
final class PhysicalAddress {
  private static final Pattern AZURE =
      Pattern.compile("(?:abfss?|wasbs?)://([^@/]+)@([^./]+)(?:\\.(?:dfs|blob)\\.([^/]+))?/(.*)");

  private PhysicalAddress() {}

  /**
   * The address for the server.
   *
   * @param storageNamespace the repository's own, for example {@code s3://lake/lakefs/pilot}
   * @throws IllegalArgumentException when it is in another kind of store than the repository: the
   *     server takes such a link, and then cannot list the branch any more (1.84)
   */
  static String of(String address, String storageNamespace) {
    Matcher azure = AZURE.matcher(address);
    String physical =
        azure.matches()
            ? "https://%s.blob.%s/%s/%s"
                .formatted(
                    azure.group(2),
                    // The emulator's account has no domain for Hadoop, and this one for lakeFS.
                    Optional.ofNullable(azure.group(3)).orElse("core.windows.net"),
                    azure.group(1),
                    azure.group(4))
            : address.replaceFirst("^s3[an]://", "s3://");
    String scheme = storageNamespace.replaceFirst("://.*", "://");
    if (!physical.startsWith(scheme)) {
      throw new IllegalArgumentException(
          "Cannot link %s: the lakeFS repository keeps its objects at %s and reads no other kind of store. Set studylake.warehouse to an address in the same object store."
              .formatted(address, storageNamespace));
    }
    if (physical.startsWith(storageNamespace.replaceAll("/+$", "") + "/")) {
      throw new IllegalArgumentException(
          "Cannot link %s: it lies inside %s, where lakeFS keeps the repository's own objects and its garbage collection deletes what it does not know. Set studylake.warehouse to a place outside."
              .formatted(address, storageNamespace));
    }
    return physical;
  }
}
