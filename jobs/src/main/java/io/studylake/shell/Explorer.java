package io.studylake.shell;

import io.studylake.catalog.RefCatalog;
import io.studylake.config.Configuration;
import io.studylake.config.ConfigurationFile;
import io.studylake.lake.Study;
import io.studylake.run.RunMetadata;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.VersionStore;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One study in an interactive Spark session: gives the session the catalog {@code study}, and short
 * words for what one asks of snapshots.
 *
 * <p>A ref is read at one commit from its first use on, by these methods and by SQL alike, until
 * {@link #refresh}: what one sees does not change under one's hands.
 */
public final class Explorer implements AutoCloseable {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private final SparkSession session;
  private final Study study;
  private final RefCatalog catalog;

  private Explorer(SparkSession session, Study study) {
    this.session = session;
    this.study = study;
    this.catalog = Study.catalogOf(session);
    catalog.commit(VersionStore.MAIN);
  }

  /**
   * Opens a study as a command does: configuration from the file that STUDYLAKE_CONFIG names, else
   * {@code conf/studylake.conf}; over it the environment, over both the settings.
   *
   * @param settings values by full key, for example {@code studylake.local.path}
   * @throws io.studylake.config.ConfigurationException when the configuration cannot be used
   * @throws io.studylake.version.RefNotFoundException when there is no such study
   */
  public static Explorer open(SparkSession session, String study, Map<String, String> settings) {
    return open(session, study, ConfigurationFile.usual(), settings);
  }

  /** Opens the study that {@code studylake shell} was started with. */
  public static Explorer ofShell(SparkSession session) {
    ShellSettings shell = ShellSettings.of(System.getenv());
    Optional<Path> file =
        shell.config().isEmpty() ? Optional.empty() : Optional.of(Path.of(shell.config()));
    return open(session, shell.study(), file, shell.settings());
  }

  private static Explorer open(
      SparkSession session, String name, Optional<Path> file, Map<String, String> settings) {
    Configuration configuration = Configuration.load(file, System.getenv(), settings);
    Study study = Study.open(configuration.lake(), name);
    try {
      var hadoop = session.sparkContext().hadoopConfiguration();
      // What Spark was told of Hadoop holds: its line is nearer than any file.
      configuration.lake().hadoop().properties().entrySet().stream()
          .filter(set -> !session.sparkContext().getConf().contains("spark.hadoop." + set.getKey()))
          .forEach(set -> hadoop.set(set.getKey(), set.getValue()));
      study.attach(session, Optional.empty());
      return new Explorer(session, study);
    } catch (RuntimeException e) {
      study.close();
      throw e;
    }
  }

  /** The datasets of {@code main}. */
  public Facts tables() {
    return tables(VersionStore.MAIN);
  }

  /** The datasets of a ref: rows, columns, and the delivery that last changed each. */
  public Facts tables(String ref) {
    return at(ref).tables();
  }

  /**
   * The study as a ref shows it.
   *
   * @param ref a branch, a tag (each delivery is one) or a commit id
   * @throws io.studylake.version.RefNotFoundException when there is none; names the nearest
   */
  public PinnedSnapshot at(String ref) {
    return new PinnedSnapshot(session, study, ref, catalog.commit(ref));
  }

  /**
   * What two refs differ in, as the command {@code diff} finds it: a row for each table that is not
   * the same. Data files that one of them alone has are read, once, without Spark.
   *
   * @throws io.studylake.version.RefNotFoundException when there is no such ref; names the nearest
   */
  public Facts compare(String left, String right) {
    return new Comparison(session, study, at(left), at(right)).tables();
  }

  /**
   * The rows of a table that one of two refs alone has, {@code _change} says which: {@code added}
   * are those of the right one, {@code removed} those of the left. A row that changed is one of
   * each; a row that is there three times and was there twice is added once.
   *
   * <p>Costs more than {@link #compare(String, String)}, which counts the same rows: Spark reads
   * the table as it is on both refs, each once and whole, and shuffles its rows, each time an
   * action runs on what this gives. Cache it for more than one.
   *
   * @param table as {@link PinnedSnapshot#table} takes it: {@code ae} is {@code base.ae}
   * @throws io.studylake.version.RefNotFoundException when there is no such ref; names the nearest
   * @throws IllegalArgumentException when neither has the table, or no column is common
   */
  public Dataset<Row> compare(String left, String right, String table) {
    return new Comparison(session, study, at(left), at(right)).rows(table);
  }

  /** What a query gives; tables are {@code study.`<ref>`.<namespace>.<table>}. */
  public Dataset<Row> sql(String query) {
    return session.sql(query);
  }

  /** The deliveries and other commits of {@code main}, newest first. */
  public Facts log() {
    return log(VersionStore.MAIN);
  }

  /** The deliveries and other commits that led to a ref, newest first. */
  public Facts log(String ref) {
    Facts facts =
        Facts.of(session, "commit", "when (UTC)", "delivery", "datasets#", "rows#", "message");
    try (Stream<Commit> commits = study.store().log(catalog.commit(ref))) {
      commits.forEach(
          commit ->
              facts.add(
                  commit.id().abbreviated(),
                  MINUTES.format(commit.createdAt()),
                  commit.metadata().get(RunMetadata.DELIVERY),
                  number(commit, RunMetadata.DATASETS),
                  number(commit, RunMetadata.ROWS),
                  commit.message().lines().findFirst().orElse("")));
    }
    return facts;
  }

  /** The branches and tags as they are in the store now, whatever this session reads. */
  public Facts refs() {
    Facts facts = Facts.of(session, "ref", "kind", "commit");
    study.store().branches().forEach(ref -> facts.add(ref, "branch", head(ref)));
    study.store().tags().forEach(ref -> facts.add(ref, "tag", head(ref)));
    return facts;
  }

  /** The refs that were read so far, and the commit that each is read at. */
  public Facts pins() {
    Facts facts = Facts.of(session, "ref", "commit");
    catalog
        .pins()
        .forEach(
            (ref, commit) -> {
              if (!ref.equals(commit.value())) {
                facts.add(ref, commit.abbreviated());
              }
            });
    return facts;
  }

  /**
   * Reads each ref as it is now, from now on. Snapshots and DataFrames that were made before stay
   * as they are.
   *
   * @return what was pinned, before and now
   */
  public Facts refresh() {
    Map<String, CommitId> before = catalog.pins();
    catalog.refresh();
    catalog.commit(VersionStore.MAIN);
    Facts facts = Facts.of(session, "ref", "before", "now");
    before.forEach(
        (ref, commit) -> {
          if (!ref.equals(commit.value())) {
            facts.add(ref, commit.abbreviated(), now(ref, commit));
          }
        });
    return facts;
  }

  private String now(String ref, CommitId before) {
    Optional<CommitId> now = study.store().resolve(ref).map(resolved -> catalog.commit(ref));
    return now.map(commit -> commit.equals(before) ? "the same" : commit.abbreviated())
        .orElse("is gone");
  }

  private String head(String ref) {
    return study.store().resolve(ref).map(CommitId::abbreviated).orElse("is gone");
  }

  private static Long number(Commit commit, String key) {
    String value = commit.metadata().get(key);
    return value == null ? null : Long.valueOf(value);
  }

  /** What a session begins with: the study, the commit that {@code main} is read at. */
  public String greeting() {
    PinnedSnapshot main = at(VersionStore.MAIN);
    return "Study %s at main, commit %s.%n%s".formatted(study.name(), main.commit(), main.tables());
  }

  /** Closes what this object opened; the session and its catalog stay. */
  @Override
  public void close() {
    study.close();
  }

  @Override
  public String toString() {
    return "study " + study.name();
  }
}
