package io.studylake.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeysConfigOrderTest {
  /**
   * Its text decides whether a delivery was read with the same settings, in another process too.
   */
  @Test
  void theTextOfTheKeySettingsIsTheSameInEveryProcess() {
    String text = Configuration.load(Optional.empty(), Map.of(), Map.of()).keys().toString();

    assertThat(text)
        .startsWith(
            "KeysConfig[preset=auto, presets=[Preset[name=sdtm, roles={location=[siteid],"
                + " patient=[usubjid], visit=[visitnum, visit]}, subjectDatasets=[dm, adsl]],"
                + " Preset[name=rave-derived, roles={location=[siteid], patient=[subjectid],"
                + " repeat=[instancename], visit=[foldername]},");
  }
}
