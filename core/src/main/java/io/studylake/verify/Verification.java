package io.studylake.verify;

import io.studylake.catalog.Pointer;
import io.studylake.catalog.PointerChain;
import io.studylake.catalog.RefCatalog;
import io.studylake.keys.KeyMap;
import io.studylake.lake.Study;
import io.studylake.parallel.AtOnce;
import io.studylake.progress.Progress;
import io.studylake.provenance.Provenance;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.VersionStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.iceberg.catalog.TableIdentifier;

/** Looks at everything that a ref of a study shows, without Spark; changes nothing. */
public final class Verification {
  private static final int TABLES_AT_ONCE = 4;

  private final Study study;
  private final Progress progress;
  private final List<Remark> remarks = new ArrayList<>();

  /** A verification that has not begun. */
  public Verification(Study study, Progress progress) {
    this.study = study;
    this.progress = progress;
  }

  private record CheckedChain(PointerChain chain, PointerChain.State state) {}

  /**
   * Looks at a ref; of {@code main} also at every commit.
   *
   * @throws io.studylake.version.RefNotFoundException when there is no such ref
   * @throws io.studylake.storage.ObjectStoreException when the store of the files does not answer:
   *     nothing is known to be broken then
   */
  public Report of(String ref) {
    CommitId commit = study.store().require(ref);
    study.requireWarehouse();
    long commits = ref.equals(VersionStore.MAIN) ? commits(commit) : 0;
    try (RefCatalog catalog = study.catalog(Optional.empty());
        FileSizes sizes = new FileSizes()) {
      List<CheckedChain> chains = chains(commit);
      List<CheckedTable> tables = tables(chains, catalog, sizes);
      remarks.addAll(RowComparison.of(tables));
      progress.step("Archive", "files of all deliveries");
      remarks.addAll(new ArchivedFiles(study.store(), sizes).at(commit, catalog.io()));
      return new Report(commit, remarks, tables.size(), sizes.seen(), commits);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("Cannot close the catalog of " + study.name(), e);
    }
  }

  private long commits(CommitId head) {
    progress.step("Commits", "of main, back to the first");
    Provenance provenance = new Provenance(study.store());
    long count = 0;
    try (Stream<Commit> log = study.store().log(head)) {
      for (Commit commit : (Iterable<Commit>) log::iterator) {
        count++;
        provenance
            .flaw(commit)
            .ifPresent(
                flaw ->
                    remarks.add(
                        Remark.broken(
                            VersionStore.MAIN,
                            ("commit %s (%s, \"%s\") came from no passed run (%s): nobody knows"
                                    + " what it did to the study")
                                .formatted(
                                    commit.id(),
                                    commit.createdAt(),
                                    commit.message().strip(),
                                    flaw))));
      }
    }
    return count;
  }

  private List<CheckedChain> chains(CommitId commit) {
    List<PointerChain> all = PointerChain.all(study.store(), commit);
    progress.step("Pointers", "%d tables and namespaces".formatted(all.size()));
    List<CheckedChain> chains = lookAt(all, chain -> new CheckedChain(chain, chain.read()));
    for (CheckedChain checked : chains) {
      String name = checked.chain().name();
      checked.state().broken().forEach(text -> remarks.add(Remark.broken(name, text)));
      checked.state().voids().forEach(text -> remarks.add(Remark.note(name, text)));
    }
    return chains;
  }

  private List<CheckedTable> tables(
      List<CheckedChain> chains, RefCatalog catalog, FileSizes sizes) {
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
    List<CheckedTable> tables = lookAt(live, chain -> table(chain, catalog, sizes));
    for (int i = 0; i < tables.size(); i++) {
      if (!namespaces.contains(live.get(i).chain().namespace())) {
        remarks.add(
            Remark.broken(
                tables.get(i).name(),
                "there is no namespace %s: the table is in no listing"
                    .formatted(live.get(i).chain().namespace())));
      }
      remarks.addAll(tables.get(i).state().remarks());
    }
    return tables;
  }

  private static <T, R> List<R> lookAt(List<T> things, Function<T, R> look) {
    return AtOnce.run(
        TABLES_AT_ONCE,
        things.stream().map(thing -> (Callable<R>) () -> look.apply(thing)).toList());
  }

  private CheckedTable table(CheckedChain checked, RefCatalog catalog, FileSizes sizes) {
    String name = checked.chain().name();
    progress.begin("Tables", name);
    TableCheck.State state =
        new TableCheck(catalog.io(), sizes, name)
            .of(checked.state().current().flatMap(Pointer::table).orElseThrow());
    TableIdentifier identifier = checked.chain().table().orElseThrow();
    if (state.whole() && checked.chain().namespace().equals(KeyMap.NAMESPACE)) {
      state =
          new TableCheck.State(
              state.rows(),
              new KeyMapReading(catalog.loadTable(identifier), name, KeyMapReading.REMEMBERED)
                  .remarks());
    }
    progress.end(
        "Tables", name, state.whole() ? "%,d rows".formatted(state.rows().orElse(0)) : "broken");
    return new CheckedTable(name, state);
  }
}
