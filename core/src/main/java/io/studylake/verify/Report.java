package io.studylake.verify;

import io.studylake.version.CommitId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a verification found.
 *
 * @param refs the refs that were looked at, and the commit of each
 * @param findings in the order of what was looked at: commits, pointers, tables, keys, deliveries
 * @param tables tables read, each version once
 * @param files files looked at: metadata, manifests, data, archived
 * @param commits commits of {@code main} looked at; 0 for another ref
 */
public record Report(
    Map<String, CommitId> refs, List<Finding> findings, long tables, long files, long commits) {
  /** Copies what is mutable. */
  public Report {
    refs = Collections.unmodifiableMap(new LinkedHashMap<>(refs));
    findings = List.copyOf(findings);
  }

  /** What was found, without where it is seen. */
  public List<Remark> remarks() {
    return findings.stream().map(Finding::remark).toList();
  }

  /** How many things are broken. */
  public long broken() {
    return findings.stream().filter(Finding::broken).count();
  }
}
