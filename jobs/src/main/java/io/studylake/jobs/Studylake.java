package io.studylake.jobs;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The command {@code studylake} with its subcommands. */
@Command(
    name = "studylake",
    mixinStandardHelpOptions = true,
    versionProvider = Studylake.Version.class,
    preprocessor = BranchPrune.class,
    description = {
      "Loads the deliveries of a clinical study into typed, keyed, versioned Iceberg tables.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  studylake deliver testdata/cdiscpilot01/d1 --study pilot",
      "  studylake show --study pilot",
      "  studylake sql --study pilot 'SELECT count(*) FROM study.d1.base.dm'"
    },
    subcommands = {
      Init.class,
      Deliver.class,
      Backfill.class,
      Replay.class,
      Publish.class,
      Reset.class,
      Restore.class,
      Log.class,
      Show.class,
      Diff.class,
      Shell.class,
      Sql.class,
      Verify.class,
      Vacuum.class,
      Branch.class,
      Tag.class,
      DropBranch.class,
      Prune.class,
      Completion.class,
      Manual.class
    })
public final class Studylake implements Runnable {
  private Studylake() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** Runs one subcommand, for the classes that spark-submit names. */
  static void run(String command, String[] args) {
    String[] all = new String[args.length + 1];
    all[0] = command;
    System.arraycopy(args, 0, all, 1, args.length);
    main(all);
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Studylake());
    line.setExecutionExceptionHandler(new Failures());
    line.setUsageHelpWidth(100);
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new GroupedCommands());
    UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    List<String> footer = new ArrayList<>(List.of(usage.footer()));
    footer.addAll(List.of("", ExitCode.sentence()));
    usage.footer(footer.toArray(String[]::new));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }

  @Override
  public void run() {
    commandLine().usage(System.out);
  }

  /** The version of this build. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Studylake.class.getPackage().getImplementationVersion();
      return new String[] {"studylake " + (version == null ? "(not packaged)" : version)};
    }
  }
}
