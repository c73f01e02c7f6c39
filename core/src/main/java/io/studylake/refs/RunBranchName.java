package io.studylake.refs;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name that a run gives its branch: {@code <delivery>-<run id>}.
 *
 * @param delivery what the run worked on
 * @param run its id
 * @param startedAt when it began, as its id says
 */
record RunBranchName(String delivery, String run, Instant startedAt) {
  private static final Pattern NAME =
      Pattern.compile("(?<delivery>.+)-(?<run>(?<start>[0-9]{8}-[0-9]{6})-[a-z0-9]{6})");
  private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  /** Reads a name; empty when it is no run's. */
  static Optional<RunBranchName> of(String branch) {
    Matcher name = NAME.matcher(branch);
    if (!name.matches()) {
      return Optional.empty();
    }
    try {
      Instant start = LocalDateTime.parse(name.group("start"), START).toInstant(ZoneOffset.UTC);
      return Optional.of(new RunBranchName(name.group("delivery"), name.group("run"), start));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
