package io.studylake.contents;

import io.studylake.csv.CsvSettings;
import io.studylake.delivery.ArchivedContent;
import io.studylake.delivery.DeliveredFile;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares what the contents say with what the files hold, before any row is read. Everything that
 * does not fit is reported together.
 */
public final class Reconciliation {
  private static final String EMPTY =
      "Cannot read %s: it has not even a header. Ask the sponsor to export it again.";

  private final FileCheck fileCheck;

  /**
   * Reads headers from the archive.
   *
   * @param mostColumns a file with more is refused
   * @param reservedNames column names, in lower case, that no dataset may have
   */
  public Reconciliation(
      ArchivedContent archive, CsvSettings csv, int mostColumns, Set<String> reservedNames) {
    this.fileCheck = new FileCheck(archive, csv, mostColumns, reservedNames);
  }

  /**
   * Compares. A defect of structure that {@code problems} takes as less than an error is read
   * around: what fits is there, columns and files that the contents do not describe are text.
   *
   * @param files the delivered files without the contents file
   * @param problems takes what does not fit; a dataset with an error of its own is left out
   */
  public ReconciledContents reconcile(
      StudyContents contents, List<DeliveredFile> files, Problems problems) throws IOException {
    Map<String, DeliveredFile> byDataset = byDataset(files, problems);
    List<ReconciledDataset> datasets = new ArrayList<>();
    List<DatasetSchema> withoutFile = new ArrayList<>();
    List<String> lacking = new ArrayList<>();
    for (DatasetSchema schema : contents.datasets()) {
      DeliveredFile file = byDataset.remove(schema.name());
      boolean saysEmpty = schema.observations().orElse(-1) == 0;
      if (file != null && (file.scan().records() > 0 || file.unusable().isPresent())) {
        Optional<ReconciledDataset> dataset = fileCheck.check(schema, file, problems);
        dataset.ifPresent(datasets::add);
      } else if (saysEmpty) {
        problems.add(
            problem(
                ProblemCode.NO_ROWS,
                schema,
                file,
                "Dataset %s has no rows, as its NOBS says.".formatted(schema.name())));
        withoutFile.add(schema);
      } else if (file == null) {
        lacking.add(schema.name());
        problems.add(
            problem(
                ProblemCode.CONTENTS_WITHOUT_FILE,
                schema,
                null,
                new Tolerance(problems)
                    .say(
                        ProblemCode.CONTENTS_WITHOUT_FILE,
                        "The contents describe dataset %s, but no file %s.csv was delivered. Ask the sponsor for it, or for contents without it."
                            .formatted(schema.name(), schema.name()),
                        "There is no table of it.")));
      } else {
        problems.add(
            problem(ProblemCode.EMPTY_FILE, schema, file, EMPTY.formatted(file.fileName())));
      }
    }
    for (Map.Entry<String, DeliveredFile> file : byDataset.entrySet()) {
      withoutContents(file.getKey(), file.getValue(), hint(file.getKey(), lacking), problems)
          .ifPresent(datasets::add);
    }
    datasets.sort(Comparator.comparing(dataset -> dataset.schema().name()));
    return new ReconciledContents(datasets, withoutFile);
  }

  /** A file whose name holds that of a dataset without a file is probably that one's. */
  private static String hint(String name, List<String> lacking) {
    List<String> parts = List.of(name.split("_", -1));
    return lacking.stream()
        .filter(parts::contains)
        .findFirst()
        .map(
            dataset ->
                " If it is dataset %s, say so with studylake.delivery.file-pattern."
                    .formatted(dataset))
        .orElse("");
  }

  private Optional<ReconciledDataset> withoutContents(
      String name, DeliveredFile file, String hint, Problems problems) throws IOException {
    Tolerance tolerance = new Tolerance(problems);
    problems.add(
        Problem.of(
            ProblemCode.FILE_WITHOUT_CONTENTS,
            file.fileName(),
            tolerance.say(
                ProblemCode.FILE_WITHOUT_CONTENTS,
                "The contents do not describe %s. Ask the sponsor for the contents of dataset %s, or take the file from the delivery.%s"
                    .formatted(file.fileName(), name, hint),
                "All its columns are read as text.")));
    if (!tolerance.of(ProblemCode.FILE_WITHOUT_CONTENTS)) {
      return Optional.empty();
    }
    if (file.scan().records() == 0) {
      problems.add(
          Problem.of(ProblemCode.EMPTY_FILE, file.fileName(), EMPTY.formatted(file.fileName())));
      return Optional.empty();
    }
    return fileCheck.asText(name, file, problems);
  }

  private static Map<String, DeliveredFile> byDataset(
      List<DeliveredFile> files, Problems problems) {
    Map<String, DeliveredFile> byDataset = new TreeMap<>();
    for (DeliveredFile file : files) {
      String name = file.dataset();
      DeliveredFile other = byDataset.putIfAbsent(name, file);
      if (other != null) {
        problems.add(
            Problem.of(
                ProblemCode.DUPLICATE_FILE,
                file.fileName(),
                "Cannot tell which file is dataset %s: %s or %s. Ask the sponsor which one holds, and deliver that alone."
                    .formatted(name, other.fileName(), file.fileName())));
      }
    }
    return byDataset;
  }

  private static Problem problem(
      ProblemCode code, DatasetSchema schema, DeliveredFile file, String message) {
    return Problem.of(code, file == null ? schema.name() + ".csv" : file.fileName(), message);
  }
}
