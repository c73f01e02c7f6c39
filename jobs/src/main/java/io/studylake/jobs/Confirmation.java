package io.studylake.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The option {@code --yes} of commands that ask before they change something. */
final class Confirmation {
  @Option(names = "--yes", description = "Does it without asking.")
  private boolean yes;

  /**
   * Asks, unless {@code --yes} was given.
   *
   * @param err takes the question, so that standard output keeps to facts
   * @param question for example {@code Restore main of study pilot to d2?}
   * @return whether it shall be done
   * @throws IllegalArgumentException when nobody can be asked
   */
  boolean given(PrintWriter err, String question) {
    if (yes) {
      return true;
    }
    // The front door tells whether somebody sits there; spark-submit asks nobody.
    if (!Boolean.getBoolean("studylake.answers")) {
      throw new IllegalArgumentException(
          "%s Nobody can be asked here, so nothing was changed: give --yes.".formatted(question));
    }
    err.print(question + " [y/N] ");
    err.flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the answer", e);
    }
  }
}
