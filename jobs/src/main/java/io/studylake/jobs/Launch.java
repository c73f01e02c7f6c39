package io.studylake.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A program that the front door becomes when this process has ended, so that the terminal is all
 * its own.
 *
 * @param command the program and its arguments
 * @param environment what it has in its environment beside what is there
 */
record Launch(List<String> command, Map<String, String> environment) {
  /** Copies both. */
  Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** Leaves it to the front door, in the file that the front door made and alone may read. */
  void leave(Path file) {
    try {
      Files.writeString(file, script());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** A bash script that is gone as soon as it runs, since its variables may be secret. */
  String script() {
    StringBuilder script = new StringBuilder("rm -f -- \"$0\"\n");
    new TreeMap<>(environment)
        .forEach((name, value) -> script.append("export %s=%s%n".formatted(name, quoted(value))));
    return script
        .append("exec ")
        .append(command.stream().map(Launch::quoted).collect(Collectors.joining(" ")))
        .append('\n')
        .toString();
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
