package io.studylake.verify;

import io.studylake.version.CommitId;
import java.util.List;

/**
 * What a verification found.
 *
 * @param commit the commit that was looked at
 * @param findings in the order of what was looked at: commits, pointers, tables, keys, deliveries
 * @param tables tables read
 * @param files files looked at: metadata, manifests, data, archived
 * @param commits commits of {@code main} looked at; 0 for another ref
 */
public record Report(
    CommitId commit, List<Finding> findings, long tables, long files, long commits) {
  /** Copies what is mutable. */
  public Report {
    findings = List.copyOf(findings);
  }

  /** How many things are broken. */
  public long broken() {
    return findings.stream().filter(finding -> finding.kind() == Finding.Kind.BROKEN).count();
  }
}
