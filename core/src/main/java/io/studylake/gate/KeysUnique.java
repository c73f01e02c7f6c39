package io.studylake.gate;

import java.util.List;

/** No surrogate key means two members, and no member has two surrogate keys. */
final class KeysUnique implements Rule {
  @Override
  public String name() {
    return "key-not-unique";
  }

  @Override
  public List<Finding> judge(Evidence evidence) {
    return evidence.keyed().keyMaps().stream()
        .filter(map -> map.distinctKeys() != map.rows() || map.distinctNaturalKeys() != map.rows())
        .map(
            map ->
                new Finding(
                    name(),
                    Level.STOP,
                    ("keys.%s has %,d rows but %,d keys and %,d natural keys. This is a defect of"
                            + " studylake, not of the delivery: please report it with the run's log.")
                        .formatted(
                            map.entity(),
                            map.rows(),
                            map.distinctKeys(),
                            map.distinctNaturalKeys())))
        .toList();
  }
}
