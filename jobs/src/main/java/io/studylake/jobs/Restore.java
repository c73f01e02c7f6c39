package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.moves.Restoration;
import io.studylake.moves.RestorePlan;
import io.studylake.version.CommitId;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Makes main show the data of an older snapshot again, as a new commit.",
      "",
      "Shows first what would change, and asks. Every table but the key maps and the record of"
          + " deliveries points to what it was; nothing is copied or deleted, every tag reads as"
          + " before, and no key is ever given twice. Needs no Spark.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  studylake restore --study pilot --to d2 --dry-run",
      "  studylake restore --study pilot --to d2"
    })
public final class Restore implements Callable<Integer> {
  @Option(
      names = "--to",
      required = true,
      paramLabel = "REF",
      description = "Published snapshot: a tag, or a commit that `studylake log` shows.")
  private String ref;

  @Option(names = "--dry-run", description = "Shows what would change, and changes nothing.")
  private boolean dryRun;

  @Mixin private Confirmation confirmation;
  @Mixin private FormatOption format;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  Restore() {}

  /** For {@code spark-submit --class}. */
  public static void main(String[] args) {
    Studylake.run("restore", args);
  }

  @Override
  public Integer call() {
    Configuration configuration = common.configuration();
    RunLog.openIfThereIsALake(configuration, "restore");
    Terminal terminal = Terminal.ofProcess();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (Study study = Study.open(configuration.lake(), common.study())) {
      Restoration restoration = new Restoration(study, terminal);
      RestorePlan plan = restoration.plan(ref);
      if (plan.nothing()) {
        format.print(
            out,
            facts(study, plan, "nothing to do", plan.main()),
            words ->
                words.println(
                    "Nothing to do: main of study %s shows what %s holds, commit %s."
                        .formatted(study.name(), plan.delivery(), plan.main())));
        return ExitCode.OK.code();
      }
      // Shown before anybody is asked; as JSON once, at the end, with what came of it.
      if (!format.json()) {
        print(study, plan, out);
      }
      if (dryRun) {
        format.print(
            out,
            facts(study, plan, "dry run", plan.main()),
            words -> words.println("Dry run: nothing was changed."));
        return ExitCode.OK.code();
      }
      if (!confirmation.given(
          err, "Restore main of study %s to %s?".formatted(study.name(), plan.delivery()))) {
        format.print(
            out,
            facts(study, plan, "declined", plan.main()),
            words -> words.println("Nothing was changed."));
        return ExitCode.OK.code();
      }
      CommitId restored = restoration.execute(plan);
      terminal.finish();
      format.print(
          out,
          facts(study, plan, "restored", restored),
          words ->
              words.println(
                  "Restored main of study %s to %s.%n  commit    %s%n  before    %s"
                      .formatted(study.name(), plan.delivery(), restored, plan.main())));
      return ExitCode.OK.code();
    } finally {
      terminal.finish();
    }
  }

  private static void print(Study study, RestorePlan plan, PrintWriter out) {
    out.println(
        "Study %s: main shows %s, commit %s."
            .formatted(study.name(), plan.shows().orElse("no delivery"), plan.main()));
    out.println("It would show %s, commit %s:".formatted(plan.delivery(), plan.target()));
    MovesTable.print(plan.tables(), plan.members(), out);
    out.println("Key maps stay as they are: no key is given twice.");
    out.flush();
  }

  private static Map<String, Object> facts(
      Study study, RestorePlan plan, String state, CommitId main) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("study", study.name());
    facts.put("state", state);
    facts.put("main", main.value());
    facts.put("before", plan.main().value());
    facts.put("shows", plan.shows().orElse(""));
    facts.put("target", plan.target().value());
    facts.put("delivery", plan.delivery());
    facts.put("tables", plan.tables());
    facts.put("members", plan.members());
    return facts;
  }
}
