package io.studylake.catalog;

import io.studylake.version.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;

/** Namespaces of two levels: refs, which are only listed here, and the namespaces on each. */
final class RefNamespaces implements SupportsNamespaces {
  private final Refs refs;
  private final NamespaceLogs logs;
  private final ToIntFunction<Namespace> tableCount;

  RefNamespaces(Refs refs, NamespaceLogs logs, ToIntFunction<Namespace> tableCount) {
    this.refs = refs;
    this.logs = logs;
    this.tableCount = tableCount;
  }

  @Override
  public void createNamespace(Namespace requested, Map<String, String> properties) {
    if (CatalogNames.isRef(requested)) {
      refuseRef(requested);
    }
    Namespace namespace = CatalogNames.requireNamespace(requested);
    refs.requireWritable(namespace.level(0));
    if (find(namespace).isPresent()) {
      throw new AlreadyExistsException(
          "Cannot create namespace %s. Namespace already exists", namespace);
    }
    logs.put(namespace.level(0), namespace.level(1), properties);
  }

  @Override
  public List<Namespace> listNamespaces(Namespace requested) {
    Namespace namespace = CatalogNames.canonical(requested);
    if (namespace.isEmpty()) {
      return refs.names().stream().map(Namespace::of).toList();
    }
    loadNamespaceMetadata(namespace);
    String ref = namespace.level(0);
    return namespace.length() == 1
        ? refs.view(ref).stream()
            .flatMap(view -> logs.names(view).stream())
            .map(name -> Namespace.of(ref, name))
            .toList()
        : List.of();
  }

  /** A namespace's properties; of a ref the commit it is read at. */
  @Override
  public Map<String, String> loadNamespaceMetadata(Namespace namespace) {
    return find(CatalogNames.canonical(namespace))
        .orElseThrow(() -> new NoSuchNamespaceException("Namespace does not exist: %s", namespace));
  }

  @Override
  public boolean dropNamespace(Namespace requested) {
    Namespace namespace = CatalogNames.canonical(requested);
    if (CatalogNames.isRef(namespace)) {
      throw new UnsupportedOperationException(
          "Cannot drop ref %s: the catalog does not change branches and tags."
              .formatted(namespace));
    }
    if (!CatalogNames.isNamespace(namespace)) {
      return false;
    }
    refs.requireWritable(namespace.level(0));
    if (find(namespace).isEmpty()) {
      return false;
    }
    int tables = tableCount.applyAsInt(namespace);
    if (tables > 0) {
      throw new NamespaceNotEmptyException(
          "Cannot drop namespace %s: it is not empty, it has %d table(s). Drop them first.",
          namespace, tables);
    }
    logs.drop(namespace.level(0), namespace.level(1));
    return true;
  }

  @Override
  public boolean setProperties(Namespace namespace, Map<String, String> values) {
    change(namespace, properties -> properties.putAll(values));
    return true;
  }

  @Override
  public boolean removeProperties(Namespace namespace, Set<String> keys) {
    change(namespace, properties -> properties.keySet().removeAll(keys));
    return true;
  }

  private void change(Namespace requested, Consumer<Map<String, String>> edit) {
    Namespace namespace = CatalogNames.canonical(requested);
    Map<String, String> properties = new TreeMap<>(loadNamespaceMetadata(namespace));
    refs.requireWritable(namespace.level(0));
    if (namespace.length() == 1) {
      throw new UnsupportedOperationException(
          "Cannot change ref %s: only the namespaces on it have properties.".formatted(namespace));
    }
    edit.accept(properties);
    logs.put(namespace.level(0), namespace.level(1), properties);
  }

  private Optional<Map<String, String>> find(Namespace namespace) {
    if (CatalogNames.isRef(namespace)) {
      return refs.commit(namespace.level(0)).map(commit -> Map.of("commit", commit.value()));
    }
    return CatalogNames.isNamespace(namespace)
        ? refs.view(namespace.level(0)).flatMap(view -> properties(view, namespace))
        : Optional.empty();
  }

  private Optional<Map<String, String>> properties(View view, Namespace namespace) {
    return logs.properties(view, namespace.level(1));
  }

  private void refuseRef(Namespace ref) {
    if (find(ref).isPresent()) {
      throw new AlreadyExistsException("Cannot create ref %s. Namespace already exists", ref);
    }
    throw new UnsupportedOperationException(
        "Cannot create ref %s: the catalog creates namespaces on a branch, never branches or tags."
            .formatted(ref));
  }
}
