package io.studylake.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what decides a result, so that an equal fingerprint means an equal result. */
public final class Fingerprint {
  private Fingerprint() {}

  /** The fingerprint of texts in order; two lists differ when any text or border differs. */
  public static String of(String... parts) {
    StringBuilder all = new StringBuilder();
    for (String part : parts) {
      all.append(part.length()).append(':').append(part);
    }
    return of(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The SHA-256 of bytes, 64 lower-case hexadecimal digits. */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /** A new SHA-256. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
