package io.studylake.catalog;

import io.studylake.version.CommitId;
import io.studylake.version.Retry;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Where the logs of tables and namespaces stand on a ref, and which pointers were put on them. */
final class PointerLogs {
  static final String TABLES = "tables/";
  static final String NAMESPACES = "namespaces/";

  private final VersionStore store;
  private final Retry retry;
  private final SeenPointers seen = new SeenPointers();
  private final Map<String, String> written = new ConcurrentSkipListMap<>();

  PointerLogs(VersionStore store, Retry retry) {
    this.store = store;
    this.retry = retry;
  }

  PointerLog table(String namespace, String table) {
    return new PointerLog(store, TABLES + namespace + "/" + table + "/", retry, seen);
  }

  PointerLog namespace(String namespace) {
    return new PointerLog(store, NAMESPACES + namespace + "/", retry, seen);
  }

  /** The namespaces that ever had a log on this view, dropped ones among them. */
  List<String> namespaceNames(View view) {
    return store.children(view, NAMESPACES);
  }

  /**
   * The tables that ever had a log on this view, dropped ones among them, as {@code
   * <namespace>/<table>}; one listing for each namespace, however long the logs are.
   */
  List<String> tableNames(View view) {
    return store.children(view, TABLES).stream()
        .flatMap(namespace -> tableNames(view, namespace).stream())
        .toList();
  }

  /** The same of one namespace. */
  List<String> tableNames(View view, String namespace) {
    return store.children(view, TABLES + namespace + "/").stream()
        .map(table -> namespace + "/" + table)
        .toList();
  }

  /** Remembers a pointer that was put on a log. */
  void wrote(LoggedPointer pointer) {
    written.put(pointer.path(), pointer.pointer().id());
  }

  /** The pointers that were put on logs: id by path. */
  Map<String, String> written() {
    return new TreeMap<>(written);
  }

  /** Remembers pointers that another catalog put on the logs of the same branch. */
  void adopt(Map<String, String> others) {
    written.putAll(others);
  }

  /** The tables that a pointer was put on, as {@code <namespace>/<table>}, in order. */
  List<String> writtenTables() {
    return written.keySet().stream()
        .filter(path -> path.startsWith(TABLES))
        .map(path -> path.substring(TABLES.length(), path.lastIndexOf('/')))
        .distinct()
        .toList();
  }

  /** The paths at which the commit does not hold the pointer that was written there. */
  List<String> lostIn(CommitId commit) {
    View view = new View.Committed(commit);
    return written.entrySet().stream()
        .filter(entry -> !idAt(view, entry.getKey()).equals(Optional.of(entry.getValue())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Optional<String> idAt(View view, String path) {
    return store.read(view, path).map(content -> PointerFile.read(path, content).id());
  }
}
