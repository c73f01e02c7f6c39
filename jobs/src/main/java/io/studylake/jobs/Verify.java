package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.verify.Remark;
import io.studylake.verify.Report;
import io.studylake.verify.Verification;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Looks whether everything that a ref shows is there, and says what is broken.",
      "",
      "Reads the pointers of all tables; each table's metadata, manifests and the sizes of its data"
          + " files; the rows of base against raw; every key map; the archived files of all"
          + " deliveries; and, for main, whether every commit came from a passed run. Changes"
          + " nothing, needs no Spark, and ends with 7 when something is broken. A note is no"
          + " damage: something that readers pass over.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  studylake verify --study pilot",
      "  studylake verify --study pilot d3"
    })
public final class Verify implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "REF",
      defaultValue = "main",
      description = "Branch, tag or commit; default: main.")
  private String ref;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  Verify() {}

  /** For {@code spark-submit --class}. */
  public static void main(String[] args) {
    Studylake.run("verify", args);
  }

  @Override
  public Integer call() {
    Configuration configuration = common.configuration();
    RunLog.openIfThereIsALake(configuration, "verify");
    Terminal terminal = Terminal.ofProcess();
    try (Study study = Study.open(configuration.lake(), common.study())) {
      Report report = new Verification(study, terminal).of(ref);
      terminal.finish();
      PrintWriter out = spec.commandLine().getOut();
      out.println("Study %s at %s, commit %s.".formatted(study.name(), ref, report.commit()));
      print(report, out);
      return (report.broken() == 0 ? ExitCode.OK : ExitCode.BROKEN).code();
    } finally {
      terminal.finish();
    }
  }

  private static void print(Report report, PrintWriter out) {
    for (Remark remark : report.remarks()) {
      out.println(
          "%-6s  %s  %s"
              .formatted(
                  remark.kind().name().toLowerCase(Locale.ROOT), remark.where(), remark.text()));
    }
    out.println(
        "%s: %,d tables, %,d files, %,d commits."
            .formatted(broken(report.broken()), report.tables(), report.files(), report.commits()));
    out.flush();
  }

  private static String broken(long count) {
    if (count == 0) {
      return "Nothing is broken";
    }
    return count == 1 ? "1 thing is broken" : "%,d things are broken".formatted(count);
  }
}
