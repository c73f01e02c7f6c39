package io.studylake.version;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names that every store takes, checked by the strictest store's rule, so that a study can move
 * from one store to another.
 *
 * <p>Source: lakeFS's API: repositories {@code ^[a-z0-9][a-z0-9-]{2,62}$}, branches {@code
 * ^\w[-\w]*$}.
 */
public final class RefNames {
  private static final Pattern REPOSITORY = Pattern.compile("[a-z0-9][a-z0-9-]{2,62}");
  private static final Pattern REF = Pattern.compile("[A-Za-z0-9_][-A-Za-z0-9_]{0,199}");

  private RefNames() {}

  /**
   * Checks the name of a repository.
   *
   * @throws IllegalArgumentException with the nearest valid name
   */
  public static String repository(String name) {
    if (!REPOSITORY.matcher(name).matches()) {
      throw new IllegalArgumentException(
          ("'%s' cannot name a study: use 3 to 63 lower-case letters, digits and dashes, a letter or"
                  + " digit first, for example '%s', or map it to a repository in the configuration"
                  + " (study.repositories).")
              .formatted(name, nearestRepository(name)));
    }
    return name;
  }

  /**
   * Checks the name of a branch, a tag or a delivery.
   *
   * @param what the word for messages, for example "delivery"
   * @throws IllegalArgumentException with the nearest valid name
   */
  public static String ref(String what, String name) {
    if (!isRef(name)) {
      throw new IllegalArgumentException(
          "'%s' cannot name a %s: use letters, digits, '_' and '-', no '-' in front, for example '%s'."
              .formatted(name, what, nearestRef(name)));
    }
    return name;
  }

  /** Whether a name can be that of a branch, a tag or a delivery. */
  public static boolean isRef(String name) {
    return REF.matcher(name).matches();
  }

  private static String nearestRepository(String name) {
    String near = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    near = near.replaceAll("^-+|-+$", "");
    if (near.length() < 3) {
      near = near.isEmpty() ? "study" : "study-" + near;
    }
    return near.length() > 63 ? near.substring(0, 63) : near;
  }

  private static String nearestRef(String name) {
    String near = name.replaceAll("[^A-Za-z0-9_]+", "-").replaceAll("^-+|-+$", "");
    if (near.isEmpty()) {
      near = "d1";
    }
    return near.length() > 200 ? near.substring(0, 200) : near;
  }
}
