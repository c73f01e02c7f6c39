package io.studylake.keys;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where each patient is, as far as the subject datasets tell: patient key to location key. (Any
 * entity that is looked up through another works the same way.)
 *
 * @param byMember what is known of each member, by its key
 */
public record SubjectLookup(Map<Long, Place> byMember) {

  /** Where the knowledge of a place comes from. */
  public enum Source {
    /** The subject dataset of this delivery. */
    DELIVERED,
    /** An earlier delivery: this one's subject dataset has no row for the member. */
    LAST_KNOWN,
    /** This delivery's subject datasets name several places. */
    AMBIGUOUS
  }

  /**
   * The place of one member.
   *
   * @param key the place's key; empty when it is ambiguous
   * @param source where that is known from
   */
  public record Place(Optional<Long> key, Source source) {}

  /** Keeps an ordered copy. */
  public SubjectLookup {
    byMember = java.util.Collections.unmodifiableMap(new TreeMap<>(byMember));
  }

  /** What is known after a delivery. */
  public static SubjectLookup of(Map<Long, Set<Long>> delivered, SubjectLookup before) {
    Map<Long, Place> now = new TreeMap<>();
    before.byMember.forEach((member, place) -> now.put(member, remembered(place)));
    delivered.forEach(
        (member, places) ->
            now.put(
                member,
                places.size() == 1
                    ? new Place(Optional.of(places.iterator().next()), Source.DELIVERED)
                    : new Place(Optional.empty(), Source.AMBIGUOUS)));
    return new SubjectLookup(now);
  }

  private static Place remembered(Place place) {
    return place.key().isPresent() ? new Place(place.key(), Source.LAST_KNOWN) : place;
  }

  /** The members whose place differs from another lookup's. */
  public Set<Long> movedSince(SubjectLookup before) {
    Set<Long> members = new HashSet<>(byMember.keySet());
    members.addAll(before.byMember.keySet());
    members.removeIf(member -> Objects.equals(place(member), before.place(member)));
    return members;
  }

  private Optional<Long> place(long member) {
    Place place = byMember.get(member);
    return place == null ? Optional.empty() : place.key();
  }

  /** Members with that source. */
  public long count(Source source) {
    return byMember.values().stream().filter(place -> place.source() == source).count();
  }
}
