package io.studylake.delivery;

import java.util.Optional;

/**
 * What a compressed file may become. Deflate makes up to 1032 bytes of one, so 100 MB can hold what
 * fills every disk; no real CSV file comes near that.
 *
 * @param mostBytes decompressed bytes of one file
 * @param mostRatio decompressed bytes for each compressed one, once there are many
 * @param ratioFrom how many that is: a few repeated rows shrink by any ratio
 */
public record DecompressionLimits(long mostBytes, long mostRatio, long ratioFrom) {
  private static final long RATIO = 250;
  private static final long RATIO_FROM = 1L << 30;

  /** Limits with a given size. */
  public static DecompressionLimits of(long mostBytes) {
    return new DecompressionLimits(mostBytes, RATIO, RATIO_FROM);
  }

  /** Which limit is passed, as half a sentence. */
  Optional<String> passed(long compressed, long decompressed) {
    if (decompressed > mostBytes) {
      return Optional.of(
          "it is larger than %,d bytes, which studylake.delivery.most-decompressed allows"
              .formatted(mostBytes));
    }
    return decompressed > ratioFrom && decompressed / mostRatio > compressed
        ? Optional.of(
            "more than %,d bytes came out of %,d, as no CSV file shrinks"
                .formatted(ratioFrom, compressed))
        : Optional.empty();
  }
}
