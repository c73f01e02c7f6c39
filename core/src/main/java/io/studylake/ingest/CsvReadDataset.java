package io.studylake.ingest;

import io.studylake.contents.ColumnSchema;
import io.studylake.contents.ReconciledDataset;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.sas.FormatState;
import io.studylake.source.ColumnTally;
import io.studylake.source.CsvTable;
import io.studylake.source.Findings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One file as the CSV source reads it. */
record CsvReadDataset(
    SparkSession spark, CsvTable table, ReconciledDataset dataset, DateFormDecision dates)
    implements ReadDataset {

  @Override
  public Dataset<Row> rows() {
    return table.rows(spark);
  }

  @Override
  public List<QuarantinedRecord> report(long rowsWritten, Problems problems) {
    dates.finding().ifPresent(problems::add);
    Findings found = table.findings();
    new ColumnReport(dataset, problems).add(found);
    new DefectReport(dataset, problems).add(found);
    requireAll(rowsWritten, found, problems);
    requireBounded(found, problems);
    return found.setAside().stream()
        .map(record -> new QuarantinedRecord(record.line(), record.text(), record.codes()))
        .toList();
  }

  @Override
  public Map<String, FormatState> formatStates() {
    Map<String, FormatState> states = new TreeMap<>();
    for (ColumnSchema column : dataset.schema().columns()) {
      ColumnTally tally = table.findings().column(dataset.header().indexOf(column.name()));
      FormatState.of(tally.coded() > 0, tally.labelled() > 0)
          .ifPresent(state -> states.put(column.name(), state));
    }
    return states;
  }

  /** More text than the driver should hold, where the limit of rows would allow it. */
  private void requireBounded(Findings found, Problems problems) {
    boolean notKept = found.setAside().size() < found.setAsideCount();
    if (notKept) {
      problems.add(
          Problem.of(
              ProblemCode.QUARANTINE_LIMIT,
              dataset.file().fileName(),
              "%,d rows of %s would have to be set aside, which is too much text to keep. Have %s corrected."
                  .formatted(
                      found.setAsideCount(), dataset.schema().name(), dataset.file().fileName())));
    }
  }

  /** Every record that the archiving pass counted is a row, or was left out for a reason. */
  private void requireAll(long rowsWritten, Findings found, Problems problems) {
    long expected = dataset.file().scan().dataRows(dataset.header().size());
    if (found.records() != expected || rowsWritten + found.leftOut() != expected) {
      problems.add(
          Problem.of(
              ProblemCode.ROWS_LOST,
              dataset.file().fileName(),
              "Cannot read %s: it has %d records after its header, %d rows were read and %d left out."
                  .formatted(dataset.file().fileName(), expected, rowsWritten, found.leftOut())));
    }
  }
}
