package io.studylake.testing;

/** Whether a whole Spark is installed, or can be. */
final class SparkCondition extends InstalledCondition {
  SparkCondition() {
    super(
        "spark", "needs a whole Spark: install Python 3 with pip, then run testenv/install spark");
  }
}
