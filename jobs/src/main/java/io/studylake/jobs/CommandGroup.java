package io.studylake.jobs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Commands of one purpose; help and manual tell them in this order.
 *
 * @param title the purpose
 * @param commands names of commands, in order
 */
record CommandGroup(String title, List<String> commands) {
  private static final List<CommandGroup> ALL =
      List.of(
          new CommandGroup("Deliver and load", List.of("init", "deliver", "backfill", "replay")),
          new CommandGroup("Look", List.of("log", "show", "diff", "verify")),
          new CommandGroup(
              "Move and publish",
              List.of("branch", "tag", "drop-branch", "publish", "restore", "reset")),
          new CommandGroup("Keep clean", List.of("prune", "vacuum")),
          new CommandGroup("Explore", List.of("sql", "shell", "completion")));

  private static final String ELSE = "Further commands";

  /**
   * The groups of these commands.
   *
   * @param commands names of commands; one that no group knows comes last
   * @return groups that have a command
   */
  static List<CommandGroup> of(Collection<String> commands) {
    Set<String> left = new TreeSet<>(commands);
    List<CommandGroup> groups = new ArrayList<>();
    for (CommandGroup group : ALL) {
      List<String> members = group.commands.stream().filter(left::remove).toList();
      groups.add(new CommandGroup(group.title, members));
    }
    groups.add(new CommandGroup(ELSE, List.copyOf(left)));
    groups.removeIf(group -> group.commands.isEmpty());
    return groups;
  }
}
