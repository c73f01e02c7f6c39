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
  public SetAside report(long rowsWritten, Problems problems) {
    dates.finding().ifPresent(problems::add);
    Findings found = table.findings();
    new ColumnReport(dataset, problems).add(found);
    DefectReport defects = new DefectReport(dataset, problems);
    defects.add(found);
    requireAll(rowsWritten, found, problems);
    return new SetAside(
        found.setAside().stream()
            .map(
                record ->
                    new QuarantinedRecord(
                        record.line(), record.text(), defects.codes(record.line(), record.codes())))
            .toList(),
        found.setAsideCount());
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
