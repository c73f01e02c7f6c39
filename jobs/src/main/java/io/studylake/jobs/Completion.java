package io.studylake.jobs;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what makes a shell complete commands and options with the tab key.",
      "",
      "To be read by the shell at its start; after an update a new shell knows what is new.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  echo 'source <(/opt/studylake/spark-submit/studylake completion bash)' >> ~/.bashrc",
      "  echo 'source <(/opt/studylake/spark-submit/studylake completion zsh)' >> ~/.zshrc"
    })
public final class Completion implements Callable<Integer> {
  /** Shells that can complete. */
  enum Shell {
    /** GNU Bash. */
    bash,
    /** Z shell: the same script, which loads what zsh has to read it. */
    zsh
  }

  @Parameters(index = "0", paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  private Shell shell;

  @Spec private CommandSpec spec;

  Completion() {}

  /** For {@code spark-submit --class}. */
  public static void main(String[] args) {
    Studylake.run("completion", args);
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (shell == Shell.zsh) {
      out.println("autoload -U compinit && compinit");
    }
    out.print(AutoComplete.bash("studylake", Studylake.commandLine()));
    out.flush();
    return ExitCode.OK.code();
  }
}
