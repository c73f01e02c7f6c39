package io.studylake.problem;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Collects the problems of one delivery: exact counts, and of each file and code the first ones.
 * What it holds does not depend on the order in which they were added. Safe for use by several
 * threads.
 */
public final class Problems {
  /** How many problems of one file and code are kept unless the configuration says otherwise. */
  public static final int DEFAULT_KEPT = 100;

  private final Map<ProblemCode, Severity> severities;
  private final int kept;
  private final Map<String, Map<ProblemCode, Tally>> byFile = new TreeMap<>();

  private static final class Tally {
    private long count;
    private final TreeSet<Problem> first = new TreeSet<>(Problem.ORDER);
  }

  /** Collects with every code's own severity. */
  public Problems() {
    this(Map.of(), DEFAULT_KEPT);
  }

  /**
   * Collects.
   *
   * @param severities the severities that the configuration gives instead of the codes' own
   * @param kept how many problems of one file and code are kept; all are counted
   */
  public Problems(Map<ProblemCode, Severity> severities, int kept) {
    this.severities = Map.copyOf(severities);
    this.kept = kept;
  }

  /** Counts a problem and keeps it if it is among the first; its severity is set here. */
  public synchronized void add(Problem problem) {
    Tally tally =
        byFile
            .computeIfAbsent(problem.file(), file -> new EnumMap<>(ProblemCode.class))
            .computeIfAbsent(problem.code(), code -> new Tally());
    tally.count++;
    if (tally.first.size() < kept || Problem.ORDER.compare(problem, tally.first.last()) < 0) {
      tally.first.add(problem.withSeverity(severityOf(problem.code())));
      if (tally.first.size() > kept) {
        tally.first.pollLast();
      }
    }
  }

  /** Counts further problems of a file, of which nothing more is known. */
  public synchronized void count(String file, ProblemCode code, long more) {
    if (more > 0) {
      byFile
              .computeIfAbsent(file, name -> new EnumMap<>(ProblemCode.class))
              .computeIfAbsent(code, each -> new Tally())
              .count +=
          more;
    }
  }

  /** The severity that a code has here. */
  public Severity severityOf(ProblemCode code) {
    return severities.getOrDefault(code, code.defaultSeverity());
  }

  /** The problems kept, by file, line and column. */
  public synchronized List<Problem> kept() {
    List<Problem> all = new ArrayList<>();
    byFile.values().forEach(codes -> codes.values().forEach(tally -> all.addAll(tally.first)));
    all.sort(Problem.ORDER);
    return List.copyOf(all);
  }

  /** How many problems of each code there are, codes in their own order. */
  public synchronized Map<ProblemCode, Long> counts() {
    Map<ProblemCode, Long> counts = new EnumMap<>(ProblemCode.class);
    byFile
        .values()
        .forEach(
            codes -> codes.forEach((code, tally) -> counts.merge(code, tally.count, Long::sum)));
    return Collections.unmodifiableMap(counts);
  }

  /** How many problems of each code one file has. */
  public synchronized Map<ProblemCode, Long> counts(String file) {
    Map<ProblemCode, Long> counts = new EnumMap<>(ProblemCode.class);
    byFile.getOrDefault(file, Map.of()).forEach((code, tally) -> counts.put(code, tally.count));
    return Collections.unmodifiableMap(counts);
  }

  /** How many problems of a severity there are. */
  public long count(Severity severity) {
    return counts().entrySet().stream()
        .filter(entry -> severityOf(entry.getKey()) == severity)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Whether any problem stops the delivery. */
  public boolean stopDelivery() {
    return count(Severity.ERROR) > 0;
  }
}
