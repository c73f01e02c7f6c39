package io.studylake.jobs;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The command {@code manual}: prints {@code docs/commands.md}, in UTF-8 whatever the locale. */
@Command(
    name = "manual",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = {
      "Prints the page docs/commands.md: what each command says of itself, and more.",
      ""
    },
    footer = {"", "Example:", "  studylake manual > docs/commands.md"})
public final class Manual implements Callable<Integer> {
  Manual() {}

  @Override
  public Integer call() {
    byte[] page = new ManualPage(Studylake.commandLine()).text().getBytes(StandardCharsets.UTF_8);
    System.out.write(page, 0, page.length);
    System.out.flush();
    return ExitCode.OK.code();
  }
}
