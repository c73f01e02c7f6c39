package io.studylake.contents;

import io.studylake.contents.HeaderMatch.By;
import io.studylake.contents.HeaderMatch.Place;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import java.util.List;

/** Says once per file how its header was read, where it differs from the contents and fits. */
record HeaderNotes(String fileName, Problems problems) {
  private static final int NAMED = 3;

  void report(List<Place> places) {
    byLabel(places);
    otherCase(places);
  }

  private void byLabel(List<Place> places) {
    long byLabel = places.stream().filter(place -> place.by() == By.LABEL).count();
    if (byLabel > 0) {
      note(
          ProblemCode.HEADER_BY_LABEL,
          "The header of %s holds labels, as PROC EXPORT writes with LABEL: %d of %d columns were found by label."
              .formatted(fileName, byLabel, places.size()));
    }
  }

  private void otherCase(List<Place> places) {
    List<String> names =
        places.stream()
            .filter(place -> place.by() == By.NAME)
            .filter(place -> !place.name().equals(place.column().orElseThrow().sasName()))
            .map(Place::name)
            .toList();
    if (!names.isEmpty()) {
      String named = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
      String more = names.size() > NAMED ? " and %d more".formatted(names.size() - NAMED) : "";
      note(
          ProblemCode.CASE_DIFFERS,
          "The header of %s writes names in another case than the contents (%s%s); the table has them in lower case."
              .formatted(fileName, named, more));
    }
  }

  private void note(ProblemCode code, String message) {
    problems.add(Problem.of(code, fileName, message).atLine(1));
  }
}
