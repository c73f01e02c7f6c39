package io.studylake.source;

import io.studylake.csv.CsvFormat;
import io.studylake.csv.RecordParser;
import io.studylake.csv.RecordStarts.Split;
import io.studylake.problem.ProblemCode;
import io.studylake.source.Findings.SetAside;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;

/** The rows of one split. A row is valid until the next one is asked for. */
final class CsvSplitReader implements PartitionReader<InternalRow> {
  private final RecordParser parser;
  private final int fields;
  private final List<ColumnDecoder> decoders;
  private final int lineOrdinal;
  private final ReadPolicy policy;
  private final String address;
  private final CsvFormat format;
  private final FindingsAccumulator accumulator;
  private final Findings findings;
  private final RecordNotes notes;
  private final SpecificInternalRow row;
  private boolean header;
  private boolean reported;

  /**
   * A reader.
   *
   * @param raw the file's bytes from the split's offset on, or from the start where it is packed
   */
  CsvSplitReader(InputStream raw, CsvScanPlan plan, Split split, FindingsAccumulator accumulator) {
    this.format = plan.file().format();
    this.fields = plan.fields();
    this.policy = plan.policy();
    this.address = plan.file().address();
    this.accumulator = accumulator;
    this.findings = new Findings(accumulator.value().columns(), policy.kept());
    this.parser = new RecordParser(raw, format, split, plan.file().longestRecord(), fields == 1);
    this.notes = new RecordNotes(parser, format.charset(), findings);
    this.decoders = plan.decoders();
    this.lineOrdinal = plan.lineOrdinal();
    this.row = new SpecificInternalRow(plan.schema());
    this.header = split.line() == 1;
  }

  @Override
  public boolean next() throws IOException {
    while (parser.next()) {
      if (header) {
        header = false;
        continue;
      }
      findings.record();
      if (decode()) {
        return true;
      }
      findings.leaveOut();
    }
    if (!reported) {
      reported = true;
      accumulator.add(findings);
    }
    return false;
  }

  @Override
  public InternalRow get() {
    return row;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  /** Whether the record is a row. */
  private boolean decode() throws DefectException {
    notes.begin();
    if (parser.stray()) {
      notes.recordDefect(ProblemCode.STRAY_QUOTE);
    } else if (parser.fields() != fields) {
      notes.recordDefect(ProblemCode.WRONG_VALUE_COUNT);
    } else {
      for (ColumnDecoder decoder : decoders) {
        decoder.decode(parser, row, notes);
      }
      if (lineOrdinal >= 0) {
        row.setLong(lineOrdinal, parser.line());
      }
      if (notes.codes().isEmpty()) {
        notes.count();
        return true;
      }
    }
    return switch (policy.onDefect()) {
      case REPORT -> {
        notes.count();
        yield !isBroken();
      }
      case SET_ASIDE -> {
        setAside();
        yield false;
      }
      case END -> throw new DefectException(address, parser.line(), notes.codes());
    };
  }

  private boolean isBroken() {
    return parser.stray() || parser.fields() != fields;
  }

  private void setAside() {
    findings.setAside(
        new SetAside(
            parser.line(), new String(parser.text(), format.charset()), List.copyOf(notes.codes())),
        policy.most());
  }
}
