package io.studylake.verify;

import io.studylake.catalog.Pointer;
import io.studylake.catalog.PointerChain;
import io.studylake.catalog.PointerReading;
import io.studylake.catalog.RefCatalog;
import io.studylake.catalog.Target;
import io.studylake.keys.KeyMap;
import io.studylake.lake.Study;
import io.studylake.parallel.AtOnce;
import io.studylake.progress.Progress;
import io.studylake.provenance.Provenance;
import io.studylake.version.CommitId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * Looks at the pointers, tables, key maps and archived files of one commit after the other. What
 * commits share is looked at once.
 */
final class SnapshotCheck {
  private static final int TABLES_AT_ONCE = 4;

  private final Study study;
  private final RefCatalog catalog;
  private final FileSizes sizes;
  private final PointerReading pointers;
  private final Manifests manifests;
  private final ArchivedFiles archive;
  private final Map<Version, CheckedTable> tables = new ConcurrentHashMap<>();

  SnapshotCheck(Study study, RefCatalog catalog, FileSizes sizes, Depth depth) {
    this.study = study;
    this.catalog = catalog;
    this.sizes = sizes;
    this.pointers = new PointerReading(study.store());
    this.manifests = new Manifests(catalog.io(), sizes, depth);
    this.archive = new ArchivedFiles(study.store(), catalog.io(), sizes, depth);
  }

  private record CheckedChain(PointerChain chain, PointerChain.State state) {}

  /** One version of a table, which is the same on every ref that shows it. */
  private record Version(String name, Target.Table target) {}

  /** Tables looked at so far, each version once. */
  long tables() {
    return tables.size();
  }

  /** What is found at a commit. */
  List<Remark> of(CommitId commit, Progress progress) {
    Set<Remark> remarks = new LinkedHashSet<>();
    List<PointerChain> all = PointerChain.all(study.store(), pointers, commit);
    progress.step("Pointers", "%d tables and namespaces".formatted(all.size()));
    List<CheckedChain> chains = lookAt(all, chain -> new CheckedChain(chain, chain.read()));
    for (CheckedChain checked : chains) {
      String name = checked.chain().name();
      checked.state().broken().forEach(text -> remarks.add(Remark.broken(name, text)));
      checked.state().voids().forEach(text -> remarks.add(Remark.note(name, text)));
    }
    List<CheckedTable> live = tables(chains, remarks, progress);
    List<Remark> rows = SameRowCounts.of(live);
    if (!rows.isEmpty() && Provenance.isOfAFailedRun(study.store().commit(commit))) {
      remarks.add(
          Remark.note(
              "base",
              "the run that made this commit did not pass and stopped before its base tables were"
                  + " complete"));
    } else {
      remarks.addAll(rows);
    }
    progress.step("Archive", "files of all deliveries");
    remarks.addAll(archive.at(commit));
    return List.copyOf(remarks);
  }

  private List<CheckedTable> tables(
      List<CheckedChain> chains, Set<Remark> remarks, Progress progress) {
    List<String> namespaces =
        chains.stream()
            .filter(checked -> checked.chain().table().isEmpty())
            .filter(checked -> checked.state().current().filter(p -> !p.dropped()).isPresent())
            .map(checked -> checked.chain().namespace())
            .toList();
    List<CheckedChain> live =
        chains.stream()
            .filter(checked -> checked.chain().table().isPresent())
            .filter(checked -> checked.state().current().flatMap(Pointer::table).isPresent())
            .toList();
    progress.step("Tables", "%d tables and their files".formatted(live.size()));
    List<CheckedTable> checked = lookAt(live, chain -> table(chain, progress));
    for (int i = 0; i < checked.size(); i++) {
      if (!namespaces.contains(live.get(i).chain().namespace())) {
        remarks.add(
            Remark.broken(
                checked.get(i).name(),
                "there is no namespace %s: the table is in no listing"
                    .formatted(live.get(i).chain().namespace())));
      }
      remarks.addAll(checked.get(i).state().remarks());
    }
    return checked;
  }

  private CheckedTable table(CheckedChain checked, Progress progress) {
    String name = checked.chain().name();
    Target.Table target = checked.state().current().flatMap(Pointer::table).orElseThrow();
    progress.begin("Tables", name);
    CheckedTable table =
        tables.computeIfAbsent(
            new Version(name, target), version -> look(version, checked.chain()));
    progress.end(
        "Tables",
        name,
        table.state().whole() ? "%,d rows".formatted(table.state().rows().orElse(0)) : "broken");
    return table;
  }

  private CheckedTable look(Version version, PointerChain chain) {
    TableCheck.State state =
        new TableCheck(catalog.io(), sizes, manifests, version.name()).of(version.target());
    TableIdentifier identifier = chain.table().orElseThrow();
    if (state.whole() && chain.namespace().equals(KeyMap.NAMESPACE)) {
      state =
          new TableCheck.State(
              state.rows(),
              new KeyMapReading(
                      catalog.loadTable(identifier), version.name(), KeyMapReading.REMEMBERED)
                  .remarks());
    }
    return new CheckedTable(version.name(), state);
  }

  private static <T, R> List<R> lookAt(List<T> things, Function<T, R> look) {
    List<Callable<R>> works = new ArrayList<>();
    things.forEach(thing -> works.add(() -> look.apply(thing)));
    return AtOnce.run(TABLES_AT_ONCE, works);
  }
}
