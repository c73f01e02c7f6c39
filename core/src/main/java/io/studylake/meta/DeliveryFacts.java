package io.studylake.meta;

import io.studylake.contents.DatasetSchema;
import io.studylake.delivery.DeliveredFile;
import io.studylake.problem.Problem;
import io.studylake.sas.FormatState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run found out about a delivery, for the tables {@code meta.*}.
 *
 * @param kind what the run did
 * @param id which delivery, which run
 * @param contentId what identifies its content
 * @param settingsId fingerprint of the settings it was read with
 * @param startedAt start of the run
 * @param baseCommit head of {@code main} that the run started from
 * @param parentCommit snapshot that it was compared with
 * @param preset preset that told the key columns
 * @param policy {@code fail} or {@code quarantine}
 * @param datasets its datasets, as far as the run came
 * @param problems the listed problems
 * @param errors problems that stop a delivery
 * @param warnings problems that do not
 * @param passed whether the gate let it pass
 * @param accepted which rules of the gate were overruled, each with why and by whom
 */
public record DeliveryFacts(
    RunKind kind,
    Id id,
    String contentId,
    String settingsId,
    Instant startedAt,
    String baseCommit,
    String parentCommit,
    String preset,
    String policy,
    List<DatasetFacts> datasets,
    List<ListedProblem> problems,
    long errors,
    long warnings,
    boolean passed,
    List<String> accepted) {
  /** Copies what is mutable. */
  public DeliveryFacts {
    datasets = List.copyOf(datasets);
    problems = List.copyOf(problems);
    accepted = List.copyOf(accepted);
  }

  /**
   * Which delivery, which run.
   *
   * @param delivery its name
   * @param revision 1, or more when it was replaced
   * @param runId the run
   */
  public record Id(String delivery, int revision, String runId) {}

  /**
   * One dataset.
   *
   * @param schema as the contents describe it
   * @param file its delivered file; empty when its contents say that it has no rows
   * @param rows rows of its raw table
   * @param quarantined records of its file that are set aside
   * @param rawChanged whether the raw table was written anew
   * @param baseChanged whether the base table was written anew
   * @param formatStates what the columns of user formats hold, by column in lower case
   */
  public record DatasetFacts(
      DatasetSchema schema,
      Optional<DeliveredFile> file,
      long rows,
      long quarantined,
      boolean rawChanged,
      boolean baseChanged,
      Map<String, FormatState> formatStates) {
    /** Copies what is mutable. */
    public DatasetFacts {
      formatStates = Map.copyOf(formatStates);
    }
  }

  /**
   * One listed problem.
   *
   * @param dataset the dataset of its file; empty for the contents
   * @param problem the problem
   */
  public record ListedProblem(Optional<String> dataset, Problem problem) {}
}
