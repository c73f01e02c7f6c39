package io.studylake.catalog;

import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * The names of the catalog: {@code <ref>.<namespace>.<table>}. Namespaces and tables are lower case
 * whatever the case they are asked for in; refs are as they are. Namespaces and tables become parts
 * of paths and locations, so they hold nothing that could leave a folder.
 */
final class CatalogNames {
  private static final Pattern PART = Pattern.compile("[a-z0-9_][-a-z0-9_]{0,127}");
  private static final Pattern REF = Pattern.compile("[A-Za-z0-9_][-A-Za-z0-9_]{0,199}");

  private CatalogNames() {}

  /** The name as the catalog keeps it: lower case but for the ref. */
  static TableIdentifier canonical(TableIdentifier identifier) {
    return TableIdentifier.of(
        canonical(identifier.namespace()),
        identifier.hasNamespace() ? lower(identifier.name()) : identifier.name());
  }

  /** The name as the catalog keeps it: lower case but for the ref. */
  static Namespace canonical(Namespace namespace) {
    String[] levels = namespace.levels().clone();
    for (int i = 1; i < levels.length; i++) {
      levels[i] = lower(levels[i]);
    }
    return Namespace.of(levels);
  }

  static boolean isRef(String name) {
    return REF.matcher(name).matches();
  }

  static boolean isRef(Namespace namespace) {
    return namespace.length() == 1 && isRef(namespace.level(0));
  }

  /** Whether this is a ref and a namespace, both of which could exist. */
  static boolean isNamespace(Namespace namespace) {
    return namespace.length() == 2
        && isRef(namespace.level(0))
        && PART.matcher(lower(namespace.level(1))).matches();
  }

  /** Whether this is a ref, a namespace and a table, all of which could exist. */
  static boolean isTable(TableIdentifier identifier) {
    return isNamespace(identifier.namespace()) && PART.matcher(lower(identifier.name())).matches();
  }

  /**
   * Checks a table's name for something that is about to be created.
   *
   * @throws IllegalArgumentException when it cannot name one
   */
  static TableIdentifier requireTable(TableIdentifier identifier) {
    if (!isTable(identifier)) {
      throw unusable("table", "<ref>.<namespace>.<table>", identifier);
    }
    return canonical(identifier);
  }

  /**
   * Checks a namespace's name for something that is about to be created.
   *
   * @throws IllegalArgumentException when it cannot name one
   */
  static Namespace requireNamespace(Namespace namespace) {
    if (!isNamespace(namespace)) {
      throw unusable("namespace", "<ref>.<namespace>", namespace);
    }
    return canonical(namespace);
  }

  private static IllegalArgumentException unusable(String what, String shape, Object name) {
    return new IllegalArgumentException(
        ("Cannot name a %s '%s': use %s, the namespace and the table of at most 128 letters, digits,"
                + " '_' and '-', no '-' in front.")
            .formatted(what, name, shape));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
