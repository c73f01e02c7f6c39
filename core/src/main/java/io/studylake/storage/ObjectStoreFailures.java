package io.studylake.storage;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the object store's part in a failure that Spark or Iceberg wrapped. */
public final class ObjectStoreFailures {
  private static final Pattern PLACE = Pattern.compile("(?:s3a|abfss?|wasbs?)://[^/\\s:'`]+");

  private ObjectStoreFailures() {}

  /**
   * What the store could not do, and what to do about it; empty when the failure is of another
   * kind, a file that is missing for example.
   */
  public static Optional<String> in(Throwable failure) {
    int depth = 0;
    for (Throwable at = failure; at != null && depth < 50; at = at.getCause(), depth++) {
      Matcher place = PLACE.matcher(String.valueOf(at.getMessage()));
      if (at instanceof IOException of && place.find()) {
        String store = place.group();
        Optional<String> known = Failure.known(of, URI.create(store), "");
        if (known.isPresent()) {
          return Optional.of("Cannot go on with %s: %s".formatted(store, known.get()));
        }
      }
    }
    return Optional.empty();
  }
}
