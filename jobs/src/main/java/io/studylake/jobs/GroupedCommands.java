package io.studylake.jobs;

import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.IHelpSectionRenderer;

/** The commands in {@code studylake --help}, by what they are for. */
final class GroupedCommands implements IHelpSectionRenderer {
  @Override
  public String render(Help help) {
    Map<String, Help> commands = help.subcommands();
    int name = commands.keySet().stream().mapToInt(String::length).max().orElse(0) + 4;
    int width = help.commandSpec().usageMessage().width();
    StringBuilder text = new StringBuilder();
    for (CommandGroup group : CommandGroup.of(commands.keySet())) {
      TextTable table =
          TextTable.forColumns(
              help.colorScheme(),
              new Column(name, 2, Column.Overflow.SPAN),
              new Column(width - name, 0, Column.Overflow.WRAP));
      for (String member : group.commands()) {
        String[] words = commands.get(member).commandSpec().usageMessage().description();
        table.addRowValues(member, words.length == 0 ? "" : words[0]);
      }
      text.append(group.title()).append(":\n").append(table);
    }
    return text.toString();
  }
}
