package io.studylake.catalog;

import io.studylake.version.View;
import java.util.Optional;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * One table as a catalog looks at it: its name, its log, and the view it is read through for as
 * long as somebody holds it.
 */
record RefTable(TableIdentifier identifier, PointerLog log, View view) {
  String ref() {
    return identifier.namespace().level(0);
  }

  String namespace() {
    return identifier.namespace().level(1);
  }

  LogState state() {
    return log.state(view);
  }

  /** The newest valid pointer; empty when there never was a table, or it is dropped. */
  Optional<Pointer> pointer() {
    return state().current().filter(pointer -> !pointer.dropped());
  }
}
