package io.studylake.run;

import io.studylake.testing.ObjectStores;
import io.studylake.testing.Servers;
import io.studylake.testing.Sparks;
import java.nio.file.Path;
import java.util.UUID;

/** Studies on the shared lakeFS, with their warehouse in the shared object store. */
public final class LakefsStudies {
  private LakefsStudies() {}

  /** A study that was not there before; its repository is made, and guarded, by its first use. */
  public static StudyFixture newStudy(Path folder) {
    Servers servers = Servers.shared();
    StudyFixture study = new StudyFixture(folder);
    ObjectStores.keys().forEach(study::with);
    // What Sessions sets when it starts Spark; the tests' session is started before.
    study
        .configuration()
        .lake()
        .hadoop()
        .properties()
        .forEach(Sparks.session().sparkContext().hadoopConfiguration()::set);
    return study
        .with("store", "lakefs")
        .with("lakefs.endpoint", servers.lakefsEndpoint())
        .with("lakefs.access-key-id", servers.lakefsAccessKey())
        .with("lakefs.secret-access-key", servers.lakefsSecretKey())
        .with("lakefs.storage-namespace", "s3://%s/lakefs".formatted(servers.bucket()))
        .with("lakefs.create-repositories", "true")
        .with("warehouse", "s3a://%s/warehouse".formatted(servers.bucket()))
        .with("study.repositories.pilot", "pilot-" + UUID.randomUUID().toString().substring(0, 8));
  }
}
