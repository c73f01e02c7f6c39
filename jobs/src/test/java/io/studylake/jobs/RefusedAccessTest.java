package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.jobs.PilotLake.Ended;
import io.studylake.testing.NeedsServers;
import io.studylake.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers that do not let a delivery in. What a user of lakeFS may not do is not among it: the open
 * version has one user, who may do everything.
 */
@NeedsServers
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RefusedAccessTest {
  private final Servers servers = Servers.shared();

  @TempDir private Path folder;
  private PilotLake lake;

  @BeforeEach
  void useTheSharedServers() {
    lake =
        PilotLake.lakefs(folder, servers)
            // Hadoop would use the connection that another test made, with the right credentials.
            .with("spark.conf.\"spark.hadoop.fs.s3a.impl.disable.cache\"", "true");
  }

  @Test
  void wrongCredentialsOfLakefs() {
    assertRefused(
        lake.with("lakefs.secret-access-key", "wrong-secret"),
        6,
        "Cannot open study '%s' on %s: HTTP 401, error authenticating request. Check studylake.lakefs.access-key-id and its secret (STUDYLAKE_LAKEFS_ACCESS_KEY_ID, STUDYLAKE_LAKEFS_SECRET_ACCESS_KEY), and what that user may do."
            .formatted(lake.name(), servers.lakefsEndpoint()));
  }

  @Test
  void wrongCredentialsOfTheObjectStore() {
    assertRefused(
        lake.with("s3.secret-access-key", "wrong-secret"),
        6,
        "Cannot say in s3a://%1$s/warehouse/%2$s/running that this process is at work: access to bucket %1$s at %3$s is denied. Check the credentials (studylake.s3.access-key-id and studylake.s3.secret-access-key, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY), and that they may list, read and write there."
            .formatted(servers.bucket(), lake.name(), servers.s3Endpoint()));
  }

  @Test
  void noBucketForTheWarehouse() {
    assertRefused(
        lake.with("warehouse", "s3a://studylake-nowhere/warehouse"),
        6,
        "Cannot say in s3a://studylake-nowhere/warehouse/%s/running that this process is at work: there is no bucket studylake-nowhere at %s. Create it, or name another in studylake.warehouse."
            .formatted(lake.name(), servers.s3Endpoint()));
  }

  @Test
  void noBucketForTheRepository() {
    assertRefused(
        lake.with("lakefs.storage-namespace", "s3://studylake-nowhere/lakefs"),
        6,
        "Cannot create a repository for study '%1$s' in s3://studylake-nowhere/lakefs/%1$s on %2$s: HTTP 400, failed to create repository: failed to access storage. Set studylake.lakefs.storage-namespace to a place in a bucket that is there and that the server may write to."
            .formatted(lake.name(), servers.lakefsEndpoint()));
  }

  @Test
  void noPlaceForTheRepository() {
    assertRefused(
        lake.with("lakefs.storage-namespace", ""),
        6,
        "Cannot create a repository for study '%s': studylake.lakefs.storage-namespace is not set. Set it to where lakeFS may keep its objects, for example s3://bucket/lakefs."
            .formatted(lake.name()));
  }

  @Test
  void noRepositoryAndNoneToBeCreated() {
    Ended ended = lake.with("lakefs.create-repositories", "false").delivering("d1", line -> {});

    assertThat(ended.code()).as(ended.toString()).isEqualTo(5);
    assertThat(ended.err().lines().findFirst().orElseThrow())
        .startsWith(
            "Cannot open study '%s' on %s: there is no such repository."
                .formatted(lake.name(), servers.lakefsEndpoint()))
        .endsWith(
            " A new study is made with `studylake init --study %s`, or by deliver where studylake.lakefs.create-repositories is true."
                .formatted(lake.name()));
  }

  @Test
  void whoMayNotReadTheObjectStoreIsToldSoAndNotThatSomethingIsBroken() {
    lake.deliver("d1");
    PilotLake refused = lake.with("s3.secret-access-key", "wrong-secret");

    for (String[] command :
        new String[][] {
          {"show"}, {"verify"}, {"sql", "SELECT count(*) FROM study.main.raw.dm"},
        }) {
      Ended ended = refused.run(command);

      assertThat(ended.code()).as(ended.toString()).isEqualTo(6);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err().lines().findFirst().orElseThrow())
          .startsWith("Cannot ")
          .contains("access to bucket %s".formatted(servers.bucket()))
          .contains(" is denied. Check the credentials (studylake.s3.access-key-id ");
    }
  }

  private void assertRefused(PilotLake refused, int code, String message) {
    Ended ended = refused.delivering("d1", line -> {});

    assertThat(ended.code()).as(ended.toString()).isEqualTo(code);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines().findFirst()).contains(message);
    assertThat(ended.err().lines().skip(1)).allMatch(line -> line.startsWith("  Spark's log: "));
    assertThat(ended.took()).isLessThan(Duration.ofSeconds(30));
  }
}
