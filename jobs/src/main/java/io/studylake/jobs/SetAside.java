package io.studylake.jobs;

/** What commands say of rows that were set aside. */
final class SetAside {
  private SetAside() {}

  /** For example {@code 3 rows of sv set aside in quarantine.sv}. */
  static String words(String dataset, long rows) {
    return "%s set aside in quarantine.%s".formatted(rows(dataset, rows), dataset);
  }

  /** For example {@code 3 rows of sv}. */
  static String rows(String dataset, long rows) {
    return "%,d %s of %s".formatted(rows, rows == 1 ? "row" : "rows", dataset);
  }
}
