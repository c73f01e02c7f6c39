package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.text.Listing;
import io.studylake.verify.Depth;
import io.studylake.verify.Finding;
import io.studylake.verify.Report;
import io.studylake.verify.Verification;
import io.studylake.version.VersionStore;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
          + " damage: something that readers pass over, or that a run left unfinished.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  studylake verify --study pilot",
      "  studylake verify --study pilot d3",
      "  studylake verify --study pilot --all-refs --deep"
    })
public final class Verify implements Callable<Integer> {
  private static final int NAMED = 5;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "REF",
      description = "Branch, tag or commit; default: main.")
  private Optional<String> ref = Optional.empty();

  @Option(
      names = "--all-refs",
      description = "Looks at every branch and tag; at what they share once.")
  private boolean allRefs;

  @Option(
      names = "--deep",
      description =
          "Also reads how many rows each data file holds, and the SHA-256 of each archived file.")
  private boolean deep;

  @Mixin private FormatOption format;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  Verify() {}

  /** For {@code spark-submit --class}. */
  public static void main(String[] args) {
    Studylake.run("verify", args);
  }

  /** What is printed as JSON. */
  private record Facts(
      String study,
      Map<String, String> refs,
      List<FindingFacts> findings,
      long broken,
      long tables,
      long files,
      long commits) {
    static Facts of(String study, Report report) {
      Map<String, String> refs = new LinkedHashMap<>();
      report.refs().forEach((ref, commit) -> refs.put(ref, commit.value()));
      return new Facts(
          study,
          refs,
          report.findings().stream().map(FindingFacts::of).toList(),
          report.broken(),
          report.tables(),
          report.files(),
          report.commits());
    }
  }

  private record FindingFacts(String kind, String where, String text, List<String> refs) {
    static FindingFacts of(Finding finding) {
      return new FindingFacts(
          Verify.kind(finding), finding.remark().where(), finding.remark().text(), finding.refs());
    }
  }

  @Override
  public Integer call() {
    if (allRefs && ref.isPresent()) {
      throw new IllegalArgumentException(
          "Cannot verify %s and --all-refs: give one of the two.".formatted(ref.get()));
    }
    Configuration configuration = common.configuration();
    RunLog.openIfThereIsALake(configuration, "verify");
    Terminal terminal = Terminal.ofProcess();
    try (Study study = Study.open(configuration.lake(), common.study())) {
      Verification verification =
          new Verification(study, terminal, deep ? Depth.CONTENTS : Depth.SIZES);
      Report report =
          allRefs ? verification.ofAllRefs() : verification.of(ref.orElse(VersionStore.MAIN));
      terminal.finish();
      format.print(
          spec.commandLine().getOut(),
          Facts.of(study.name(), report),
          out -> print(study.name(), report, out));
      return (report.broken() == 0 ? ExitCode.OK : ExitCode.BROKEN).code();
    } finally {
      terminal.finish();
    }
  }

  private void print(String study, Report report, PrintWriter out) {
    if (allRefs) {
      out.println(
          "Study %s, %,d refs of %,d commits."
              .formatted(
                  study, report.refs().size(), report.refs().values().stream().distinct().count()));
    } else {
      report
          .refs()
          .forEach(
              (name, commit) ->
                  out.println("Study %s at %s, commit %s.".formatted(study, name, commit)));
    }
    for (Finding finding : report.findings()) {
      out.println(
          "%-6s  %s  %s%s"
              .formatted(
                  kind(finding),
                  finding.remark().where(),
                  finding.remark().text(),
                  allRefs ? " [%s]".formatted(Listing.first(NAMED, finding.refs())) : ""));
    }
    out.println(
        "%s: %,d tables, %,d files, %,d commits."
            .formatted(broken(report.broken()), report.tables(), report.files(), report.commits()));
  }

  private static String kind(Finding finding) {
    return finding.remark().kind().name().toLowerCase(Locale.ROOT);
  }

  private static String broken(long count) {
    if (count == 0) {
      return "Nothing is broken";
    }
    return count == 1 ? "1 thing is broken" : "%,d things are broken".formatted(count);
  }
}
