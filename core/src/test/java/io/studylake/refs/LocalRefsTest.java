package io.studylake.refs;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class LocalRefsTest extends RefsContract {
  @TempDir private Path folder;

  @Override
  Study newStudy() {
    return Study.openOrCreate(
        Configuration.load(
                Optional.empty(), Map.of(), Map.of("studylake.local.path", folder.toString()))
            .lake(),
        "pilot");
  }
}
