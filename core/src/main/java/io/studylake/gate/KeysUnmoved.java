package io.studylake.gate;

import java.util.List;

/** A key that was given stays with its natural key. */
final class KeysUnmoved implements Rule {
  @Override
  public String name() {
    return "key-moved";
  }

  @Override
  public List<Finding> judge(Evidence evidence) {
    return evidence.keyed().keyMaps().stream()
        .filter(map -> !map.onlyAppended())
        .map(
            map ->
                new Finding(
                    name(),
                    Level.STOP,
                    ("keys.%s was rewritten since snapshot %s, so keys may have moved. Key maps only"
                            + " ever grow: find out who wrote to it.")
                        .formatted(map.entity(), evidence.parent().name())))
        .toList();
  }
}
