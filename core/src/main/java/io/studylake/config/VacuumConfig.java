package io.studylake.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * When files that nobody needs are deleted.
 *
 * @param olderThan the safety age: what was written later stays
 * @param leastAge the least safety age
 * @param deliveryWaits so long a delivery waits for the end of a vacuum of archived files
 */
public record VacuumConfig(Duration olderThan, Duration leastAge, Duration deliveryWaits) {
  static VacuumConfig from(Config config) {
    VacuumConfig vacuum =
        new VacuumConfig(
            config.getDuration("vacuum.older-than"),
            config.getDuration("vacuum.least-age"),
            config.getDuration("vacuum.delivery-waits"));
    if (vacuum.olderThan.compareTo(vacuum.leastAge) < 0) {
      throw Keys.wrong(
          config,
          "vacuum.older-than",
          "vacuum.older-than is less than vacuum.least-age, %s"
              .formatted(config.getString("vacuum.least-age")));
    }
    return vacuum;
  }

  /**
   * The same with another safety age.
   *
   * @param age as in the configuration, {@code 36h}; empty for the configured one
   * @throws IllegalArgumentException when it is no duration, or less than the least
   */
  public VacuumConfig olderThan(Optional<String> age) {
    if (age.isEmpty()) {
      return this;
    }
    Duration given;
    try {
      given = ConfigFactory.parseMap(Map.of("age", age.get())).getDuration("age");
    } catch (ConfigException e) {
      throw new IllegalArgumentException(
          "Cannot use the age '%s': write a number and a unit, for example 36h or 7d."
              .formatted(age.get()),
          e);
    }
    if (given.compareTo(leastAge) < 0) {
      throw new IllegalArgumentException(
          ("Cannot use the age '%s': the least is %d minutes, since a process writes files before it"
                  + " says where they are. Raise it, or lower studylake.vacuum.least-age.")
              .formatted(age.get(), leastAge.toMinutes()));
    }
    return new VacuumConfig(given, leastAge, deliveryWaits);
  }
}
