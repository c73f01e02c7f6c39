package io.studylake.report;

import io.studylake.change.Drift;
import java.util.List;

/**
 * All that the report of one delivery says, in the order in which it says it.
 *
 * @param heading which delivery, and the verdict
 * @param stops what stops it
 * @param gate what rules of the gate found besides
 * @param datasets one line per dataset, in order of name
 * @param members patients, visits, sites
 * @param drift how the contents describe columns otherwise than before
 * @param defects problems by code, with examples
 * @param rates null keys and filled cells
 * @param history earlier deliveries, for the pictures
 */
public record DeliveryPage(
    Heading heading,
    List<Stop> stops,
    List<GateLine> gate,
    List<DatasetLine> datasets,
    List<MemberLine> members,
    List<Drift> drift,
    Defects defects,
    List<DatasetRates> rates,
    History history) {
  /** Copies what is mutable. */
  public DeliveryPage {
    stops = List.copyOf(stops);
    gate = List.copyOf(gate);
    datasets = List.copyOf(datasets);
    members = List.copyOf(members);
    drift = List.copyOf(drift);
    rates = List.copyOf(rates);
  }
}
