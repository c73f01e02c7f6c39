package io.studylake.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what decides a result, so that an equal fingerprint means an equal result. */
public final class Fingerprint {
  private static final int BLOCK_BYTES = 1 << 16;

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

  /** The SHA-256 of all that a stream gives. */
  public static String of(InputStream in) throws IOException {
    MessageDigest digest = sha256();
    byte[] block = new byte[BLOCK_BYTES];
    for (int read = in.read(block); read >= 0; read = in.read(block)) {
      digest.update(block, 0, read);
    }
    return HexFormat.of().formatHex(digest.digest());
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
