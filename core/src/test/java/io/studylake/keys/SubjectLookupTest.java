package io.studylake.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.keys.SubjectLookup.Place;
import io.studylake.keys.SubjectLookup.Source;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubjectLookupTest {
  private static final SubjectLookup NOTHING = new SubjectLookup(Map.of());

  private static SubjectLookup after(SubjectLookup before, Map<Long, Set<Long>> delivered) {
    return SubjectLookup.of(delivered, before);
  }

  @Test
  void aDeliveredPlaceIsKnownUntilAnotherIsDelivered() {
    SubjectLookup first = after(NOTHING, Map.of(1L, Set.of(7L)));
    SubjectLookup second = after(first, Map.of(1L, Set.of(8L)));

    assertThat(first.byMember())
        .containsExactly(Map.entry(1L, new Place(Optional.of(7L), Source.DELIVERED)));
    assertThat(second.byMember())
        .containsExactly(Map.entry(1L, new Place(Optional.of(8L), Source.DELIVERED)));
  }

  @Test
  void aMemberThatIsNotDeliveredKeepsItsLastPlace() {
    SubjectLookup first = after(NOTHING, Map.of(1L, Set.of(7L), 2L, Set.of(7L)));
    SubjectLookup third = after(after(first, Map.of(2L, Set.of(7L))), Map.of(2L, Set.of(7L)));

    assertThat(third.byMember())
        .containsEntry(1L, new Place(Optional.of(7L), Source.LAST_KNOWN))
        .containsEntry(2L, new Place(Optional.of(7L), Source.DELIVERED));
    assertThat(third.count(Source.LAST_KNOWN)).isEqualTo(1);
    assertThat(third.count(Source.DELIVERED)).isEqualTo(1);
  }

  @Test
  void severalPlacesAreNoneAndStayAmbiguousUntilOneIsDelivered() {
    SubjectLookup known = after(NOTHING, Map.of(1L, Set.of(7L)));
    SubjectLookup ambiguous = after(known, Map.of(1L, Set.of(7L, 8L)));
    SubjectLookup gone = after(ambiguous, Map.of());
    SubjectLookup settled = after(gone, Map.of(1L, Set.of(8L)));

    Place none = new Place(Optional.empty(), Source.AMBIGUOUS);
    assertThat(ambiguous.byMember()).containsExactly(Map.entry(1L, none));
    assertThat(gone.byMember()).containsExactly(Map.entry(1L, none));
    assertThat(settled.byMember())
        .containsExactly(Map.entry(1L, new Place(Optional.of(8L), Source.DELIVERED)));
  }

  @Test
  void membersMoveWhenTheirPlaceIsAnotherNotWhenItsSourceIs() {
    SubjectLookup before =
        after(NOTHING, Map.of(1L, Set.of(7L), 2L, Set.of(7L), 3L, Set.of(7L), 5L, Set.of(7L, 8L)));
    SubjectLookup now = after(before, Map.of(2L, Set.of(8L), 3L, Set.of(7L, 8L), 4L, Set.of(9L)));

    assertThat(now.movedSince(before)).containsExactlyInAnyOrder(2L, 3L, 4L);
    assertThat(before.movedSince(now)).containsExactlyInAnyOrder(2L, 3L, 4L);
    assertThat(now.movedSince(now)).isEmpty();
  }
}
