package io.studylake.storage;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.fs.s3a.AWSClientIOException;
import org.apache.hadoop.fs.s3a.AWSRedirectException;
import org.apache.hadoop.fs.s3a.UnknownStoreException;
import org.apache.hadoop.fs.s3a.auth.NoAuthWithAWSException;

/** Says what a failure of an object store means, and what to do about it. */
final class Failure {
  private static final String KEYS =
      "studylake.s3.access-key-id and studylake.s3.secret-access-key, or AWS_ACCESS_KEY_ID and"
          + " AWS_SECRET_ACCESS_KEY";

  private Failure() {}

  /**
   * The meaning of a failure.
   *
   * @param place the folder that could not be used
   * @param endpoint the server that was asked; empty for the provider's own
   */
  static String meaning(IOException failure, URI place, String endpoint) {
    return known(failure, place, endpoint)
        .orElseGet(() -> failure.getClass().getSimpleName() + " " + firstLine(failure));
  }

  /** The same for what is known to be the store's doing; empty for anything else. */
  static Optional<String> known(IOException failure, URI place, String endpoint) {
    String bucket = place.getAuthority();
    if (has(failure, UnknownStoreException.class)) {
      return Optional.of(
          "there is no bucket %s%s. Create it, or name another in studylake.warehouse."
              .formatted(bucket, at(endpoint)));
    }
    if (has(failure, NoAuthWithAWSException.class)) {
      return Optional.of(
          "no credentials are given for bucket %s. Set %s, or run where the machine's role gives them."
              .formatted(bucket, KEYS));
    }
    if (has(failure, AccessDeniedException.class)) {
      return Optional.of(
          "access to bucket %s%s is denied. Check the credentials (%s), and that they may list, read and write there."
              .formatted(bucket, at(endpoint), KEYS));
    }
    if (has(failure, AWSRedirectException.class)) {
      return Optional.of(
          "bucket %s is in another region. Set studylake.s3.region to the bucket's (%s)."
              .formatted(bucket, firstLine(failure)));
    }
    if (isUnreachable(failure)) {
      return Optional.of(
          "%s cannot be reached (%s). Check studylake.s3.endpoint, and that the server runs."
              .formatted(
                  endpoint.isEmpty() ? "the object store" : endpoint, firstLine(root(failure))));
    }
    if (has(failure, UnsupportedFileSystemException.class)) {
      return Optional.of(
          "Hadoop knows no file system for %s: here. Put it on the class path, see docs/object-storage.md."
              .formatted(place.getScheme()));
    }
    return Optional.empty();
  }

  private static boolean isUnreachable(IOException failure) {
    return has(failure, ConnectException.class)
        || has(failure, UnknownHostException.class)
        || has(failure, NoRouteToHostException.class)
        || has(failure, SocketTimeoutException.class)
        || has(failure, AWSClientIOException.class);
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (kind.isInstance(at)) {
        return true;
      }
    }
    return false;
  }

  private static Throwable root(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }

  private static String at(String endpoint) {
    return endpoint.isEmpty() ? "" : " at " + endpoint;
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
