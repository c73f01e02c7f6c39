package io.studylake.verify;

import io.studylake.version.CommitId;
import java.util.List;

/**
 * What a verification found.
 *
 * @param commit the commit that was looked at
 * @param remarks in the order of what was looked at: commits, pointers, tables, keys, deliveries
 * @param tables tables read
 * @param files files looked at: metadata, manifests, data, archived
 * @param commits commits of {@code main} looked at; 0 for another ref
 */
public record Report(CommitId commit, List<Remark> remarks, long tables, long files, long commits) {
  /** Copies what is mutable. */
  public Report {
    remarks = List.copyOf(remarks);
  }

  /** How many things are broken. */
  public long broken() {
    return remarks.stream().filter(remark -> remark.kind() == Remark.Kind.BROKEN).count();
  }
}
