package io.studylake.run;

import io.studylake.base.Members;
import io.studylake.keys.KeyMap;
import io.studylake.keys.SubjectLookup;
import io.studylake.lake.WorkBranch;
import io.studylake.meta.SiteCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/** Patients of a delivery by site, from what the run knows anyhow: no scan, no Spark. */
final class SiteCounts {
  private static final String PATIENT = "patient";
  private static final String LOCATION = "location";

  private SiteCounts() {}

  static List<SiteCount> of(
      WorkBranch branch, Members members, Map<String, SubjectLookup> lookups) {
    SubjectLookup places = lookups.get(LOCATION);
    if (places == null) {
      return List.of();
    }
    Map<Long, Long> patients = new TreeMap<>();
    long nowhere = 0;
    for (Long patient : members.now().getOrDefault(PATIENT, Set.of())) {
      Optional<Long> place =
          Optional.ofNullable(places.byMember().get(patient)).flatMap(SubjectLookup.Place::key);
      if (place.isPresent()) {
        patients.merge(place.get(), 1L, Long::sum);
      } else {
        nowhere++;
      }
    }
    Map<Long, String> names =
        branch.table(KeyMap.NAMESPACE, LOCATION).map(SiteCounts::names).orElse(Map.of());
    List<SiteCount> sites = new ArrayList<>();
    patients.forEach(
        (key, count) ->
            sites.add(new SiteCount(OptionalLong.of(key), names.getOrDefault(key, ""), count)));
    if (nowhere > 0) {
      sites.add(new SiteCount(OptionalLong.empty(), "", nowhere));
    }
    return sites;
  }

  private static Map<Long, String> names(Table map) {
    Map<Long, String> names = new HashMap<>();
    try (CloseableIterable<Record> records = IcebergGenerics.read(map).build()) {
      records.forEach(
          record ->
              names.put(
                  (Long) record.getField(LOCATION + "_key"), (String) record.getField(LOCATION)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + map.name(), e);
    }
    return names;
  }
}
