package io.studylake.version.lakefs;

import io.studylake.testing.Servers;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;

/** Repositories of their own for tests on real servers. */
final class TestRepositories {
  private TestRepositories() {}

  /** A name that no repository has. */
  static String newName() {
    return "pilot-" + UUID.randomUUID().toString().substring(0, 8);
  }

  /** The servers that tests share. */
  static LakefsSettings settings() {
    return settings(Servers.shared());
  }

  static LakefsSettings settings(Servers servers) {
    return new LakefsSettings(
        URI.create(servers.lakefsEndpoint()),
        servers.lakefsAccessKey(),
        servers.lakefsSecretKey(),
        "s3://" + servers.bucket() + "/lakefs",
        Duration.ofSeconds(20),
        6);
  }

  /** The shared servers over a network that loses things. */
  static LakefsSettings through(LossyProxy network) {
    LakefsSettings direct = settings();
    return new LakefsSettings(
        network.address(),
        direct.accessKeyId(),
        direct.secretAccessKey(),
        direct.storageNamespace(),
        Duration.ofSeconds(10),
        4);
  }
}
