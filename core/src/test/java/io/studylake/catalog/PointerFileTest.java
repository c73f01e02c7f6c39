package io.studylake.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PointerFileTest {
  private static final String FOLDER = "tables/raw/dm/";

  @Test
  void theNewestVersionSortsFirst() {
    assertThat(LongStream.of(1, 2, 9, 10, 1000).mapToObj(PointerFile::name))
        .isSortedAccordingTo((left, right) -> right.compareTo(left));
    assertThat(PointerFile.name(1)).isEqualTo("9223372036854775806.json");
  }

  @Test
  void aTablePointerIsReadableJson() {
    Pointer pointer =
        new Pointer(2, "b", Optional.of("a"), new Target.Table("file:///w/m.json", "u-1"));

    assertThat(new String(PointerFile.write(pointer), UTF_8))
        .isEqualTo(
            "{\"version\":2,\"id\":\"b\",\"below\":\"a\","
                + "\"metadata-location\":\"file:///w/m.json\",\"table-uuid\":\"u-1\"}");
  }

  @Test
  void everyKindOfPointerComesBackAsItWas() {
    assertComesBack(new Target.Table("file:///w/Größe \"1\".json", "u-1"));
    assertComesBack(new Target.Namespace(Map.of("owner", "Ada", "note", "")));
    assertComesBack(new Target.Namespace(Map.of()));
    assertComesBack(new Target.Dropped());
  }

  @Test
  void whatIsNoPointerIsRefusedWithItsPath() {
    assertRefused("version 1", "Unrecognized token");
    assertRefused("{\"version\":1}", "it has no text 'id'");
    assertRefused("{\"id\":\"a\",\"dropped\":true}", "it has no number 'version'");
    assertRefused("{\"version\":1,\"id\":\"a\"}", "it has no text 'metadata-location'");
    assertRefused("{\"version\":0,\"id\":\"a\",\"dropped\":true}", "versions start at 1");
    assertRefused("{\"version\":2,\"id\":\"a\",\"dropped\":true}", "it says version 2");
    assertRefused("", "it has no number 'version'");
  }

  private static void assertComesBack(Target target) {
    Pointer first = new Pointer(1, "a", Optional.empty(), target);
    Pointer later = new Pointer(7, "g", Optional.of("f"), target);
    assertThat(PointerFile.read(FOLDER + PointerFile.name(1), PointerFile.write(first)))
        .isEqualTo(first);
    assertThat(PointerFile.read(FOLDER + PointerFile.name(7), PointerFile.write(later)))
        .isEqualTo(later);
  }

  private static void assertRefused(String content, String why) {
    String path = FOLDER + PointerFile.name(1);
    assertThatThrownBy(() -> PointerFile.read(path, content.getBytes(UTF_8)))
        .isInstanceOf(PointerUnreadableException.class)
        .hasMessageStartingWith("Cannot read pointer " + path + ": ")
        .hasMessageContaining(why)
        .hasMessageContaining("go back to a commit before this file was changed");
  }
}
