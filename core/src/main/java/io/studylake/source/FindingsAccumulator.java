package io.studylake.source;

import org.apache.spark.util.AccumulatorV2;

/**
 * Brings the findings of the tasks to the driver. Spark adds those of each task of a write once, of
 * the attempt that succeeded, as the write is the job's last stage.
 */
public final class FindingsAccumulator extends AccumulatorV2<Findings, Findings> {
  private static final long serialVersionUID = 1L;

  private final int columns;
  private final ReadPolicy policy;
  private Findings all;
  private boolean zero = true;

  /** For a file of so many columns. */
  FindingsAccumulator(int columns, ReadPolicy policy) {
    this.columns = columns;
    this.policy = policy;
    this.all = new Findings(columns, policy.kept());
  }

  @Override
  public boolean isZero() {
    return zero;
  }

  @Override
  public FindingsAccumulator copy() {
    FindingsAccumulator copy = new FindingsAccumulator(columns, policy);
    copy.add(all);
    copy.zero = zero;
    return copy;
  }

  @Override
  public void reset() {
    all = new Findings(columns, policy.kept());
    zero = true;
  }

  @Override
  public void add(Findings found) {
    all.merge(found, policy.most());
    zero = false;
  }

  @Override
  public void merge(AccumulatorV2<Findings, Findings> other) {
    add(other.value());
  }

  @Override
  public Findings value() {
    return all;
  }
}
