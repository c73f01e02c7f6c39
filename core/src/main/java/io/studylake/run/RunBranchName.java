package io.studylake.run;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a run's branch.
 *
 * @param tag the delivery, as it is tagged
 * @param run the run's id
 */
record RunBranchName(String tag, String run) {
  private static final Pattern FORM = Pattern.compile("(.+)-(\\d{8}-\\d{6}-[a-z0-9]{6})");

  /** Takes a name apart; empty when it is none of a run. */
  static Optional<RunBranchName> parse(String branch) {
    Matcher matcher = FORM.matcher(branch);
    return matcher.matches()
        ? Optional.of(new RunBranchName(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }
}
