package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.spark.SparkSource;
import io.studylake.version.RefNotFoundException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code sql}. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a Spark SQL query over study.`<ref>`.<namespace>.<table>.",
      "",
      "Each ref is pinned to one commit for the whole command, so a query never mixes snapshots."
          + " Refs with a dash or a leading digit need backticks. Only the result goes to standard"
          + " output.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  studylake sql --study pilot 'SELECT sex, count(*) FROM study.main.base.dm GROUP BY sex'",
      "  studylake sql --study pilot --format csv 'SELECT * FROM study.`d1`.base.ae' > ae.csv"
    })
public final class Sql implements Callable<Integer> {
  /** How Spark names a table that it does not find: study, ref, namespace and table. */
  private static final Pattern TABLE = Pattern.compile("(?i)`study`\\.`((?:[^`]|``)+)`\\.`.*");

  @Parameters(index = "0", paramLabel = "QUERY", description = "One Spark SQL statement.")
  private String query;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private ResultFormat format;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  Sql() {}

  /** For {@code spark-submit --class}. */
  public static void main(String[] args) {
    Studylake.run("sql", args);
  }

  @Override
  public Integer call() throws Exception {
    Configuration configuration = common.configuration();
    RunLog.openIfThereIsALake(configuration, "sql");
    try (Study study = Study.open(configuration.lake(), common.study());
        SparkSource spark = SparkSource.withoutLineage(configuration, study, "sql")) {
      SparkSession session = study.attach(spark.get().newSession(), Optional.empty());
      // A row of JSON has every column, also where its value is missing.
      session.conf().set("spark.sql.jsonGenerator.ignoreNullFields", "false");
      Dataset<Row> result = analysed(session, study);
      format.print(result, spec.commandLine().getOut());
    }
    return ExitCode.OK.code();
  }

  /**
   * The query's result, not computed yet.
   *
   * @throws RefNotFoundException when a table that is not there is on a ref that is not there
   */
  private Dataset<Row> analysed(SparkSession session, Study study) throws Exception {
    try {
      return session.sql(query);
    } catch (Exception e) {
      // Spark throws it undeclared, so Java would let nobody catch it by its name.
      if (e instanceof AnalysisException missing) {
        ref(missing).ifPresent(study.store()::require);
      }
      throw e;
    }
  }

  /** The ref of the table that was not found. */
  private static Optional<String> ref(AnalysisException missing) {
    Matcher table = TABLE.matcher(missing.getMessageParameters().getOrDefault("relationName", ""));
    return table.matches() ? Optional.of(table.group(1).replace("``", "`")) : Optional.empty();
  }
}
