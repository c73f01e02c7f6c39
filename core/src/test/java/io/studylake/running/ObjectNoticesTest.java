package io.studylake.running;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.catalog.WarehouseFiles;
import io.studylake.storage.ObjectFolder;
import io.studylake.storage.ObjectStoreException;
import io.studylake.testing.NeedsServers;
import io.studylake.testing.ObjectStores;
import io.studylake.testing.Servers;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NeedsServers
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ObjectNoticesTest extends NoticesContract {
  private Configuration hadoop;

  @Override
  void openNewFolder() {
    use(Map.of());
  }

  private void use(Map<String, String> otherwise) {
    hadoop = ObjectStores.hadoop(otherwise);
    location = ObjectStores.newPlace() + "/pilot/running";
    io = WarehouseFiles.open(location, Map.of(), hadoop);
  }

  @Override
  NoticeFolder folder() {
    return new NoticeFolder(
        io, location, Optional.of(new ObjectFolder(URI.create(location), hadoop)));
  }

  @Test
  void whereItMayNotWriteAProcessDoesNotBegin() {
    use(Map.of("s3.secret-access-key", "wrong-secret"));

    assertThatThrownBy(() -> folder().write("any", new byte[0]))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage(
            "Cannot say in %s that this process is at work: access to bucket %s at %s is denied. Check the credentials (studylake.s3.access-key-id and studylake.s3.secret-access-key, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY), and that they may list, read and write there."
                .formatted(location, Servers.shared().bucket(), Servers.shared().s3Endpoint()));
  }
}
