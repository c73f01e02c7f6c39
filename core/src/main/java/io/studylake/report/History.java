package io.studylake.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The deliveries of a study up to this one, oldest first.
 *
 * @param deliveries their names
 * @param datasets each dataset over them, in order of name
 * @param sites each site over them, in order of name
 */
public record History(List<String> deliveries, List<Dataset> datasets, List<Site> sites) {
  /** Copies what is mutable. */
  public History {
    deliveries = List.copyOf(deliveries);
    datasets = List.copyOf(datasets);
    sites = List.copyOf(sites);
  }

  /**
   * A dataset in one delivery.
   *
   * @param rows its rows
   * @param changed whether its raw table was written anew
   */
  public record Point(long rows, boolean changed) {}

  /**
   * A dataset over all deliveries.
   *
   * @param name lower case
   * @param points one for each delivery; empty where it was not delivered
   */
  public record Dataset(String name, List<Optional<Point>> points) {
    /** Copies what is mutable. */
    public Dataset {
      points = List.copyOf(points);
    }
  }

  /**
   * A site over all deliveries.
   *
   * @param name its natural key; empty for patients whose site is not known
   * @param patients one for each delivery; empty where the delivery left no counts
   */
  public record Site(String name, List<OptionalLong> patients) {
    /** Copies what is mutable. */
    public Site {
      patients = List.copyOf(patients);
    }
  }
}
