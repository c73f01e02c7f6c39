package io.studylake.catalog;

import io.studylake.version.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The namespaces on a ref, each a pointer log of its own that holds the properties. */
final class NamespaceLogs {
  private final PointerLogs logs;

  NamespaceLogs(PointerLogs logs) {
    this.logs = logs;
  }

  /** The names of the namespaces, in order. */
  List<String> names(View view) {
    return logs.namespaceNames(view).stream()
        .filter(name -> properties(view, name).isPresent())
        .toList();
  }

  /** The properties of a namespace; empty when there is none of that name. */
  Optional<Map<String, String>> properties(View view, String namespace) {
    return logs.namespace(namespace)
        .state(view)
        .live()
        .map(target -> ((Target.Namespace) target).properties());
  }

  /** Creates a namespace, or gives it other properties. */
  void put(String branch, String namespace, Map<String, String> properties) {
    append(branch, namespace, new Target.Namespace(properties));
  }

  void drop(String branch, String namespace) {
    append(branch, namespace, new Target.Dropped());
  }

  private void append(String branch, String namespace, Target target) {
    PointerLog log = logs.namespace(namespace);
    logs.wrote(log.append(branch, log.state(new View.Staged(branch)), target));
  }
}
