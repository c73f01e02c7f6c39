package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The OpenLineage events that a delivery leaves by itself. */
class LineageEventsTest {
  @TempDir private Path folder;

  @Test
  void everyTableIsKnownByANameWithoutBranchAndNoPatientsValueIsInAnyEvent() throws IOException {
    Path delivery = Files.createDirectory(folder.resolve("d1"));
    Files.writeString(
        delivery.resolve("contents.csv"),
        "dataset,column,type\ndm,USUBJID,string\ndm,SITEID,string\nsv,USUBJID,string\nsv,VISITNUM,double\n");
    Files.writeString(delivery.resolve("dm.csv"), "USUBJID,SITEID\nPAT-4711,S-0815\n");
    Files.writeString(delivery.resolve("sv.csv"), "USUBJID,VISITNUM\nPAT-4711,3\n");

    StringWriter err = new StringWriter();
    CommandLine line = Studylake.commandLine();
    line.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err, true));
    int code =
        line.execute(
            "deliver",
            delivery.toString(),
            "--study",
            "pilot",
            "-Dstudylake.spark.master=local[2]",
            "-Dstudylake.local.path=" + folder.resolve("lake"));

    assertThat(code).as(err.toString()).isZero();
    List<String> events = events(folder.resolve("lake").resolve("lineage"));
    assertThat(events)
        .isNotEmpty()
        .allSatisfy(e -> assertThat(e).doesNotContain("PAT-4711", "S-0815"));
    assertThat(datasets(events, "outputs"))
        .containsExactlyInAnyOrder(
            "raw.dm",
            "raw.sv",
            "keys.patient",
            "keys.visit",
            "keys.location",
            "base.dm",
            "base.sv");
    assertThat(datasets(events, "inputs"))
        .contains("raw.dm", "raw.sv", "keys.patient", "keys.visit", "meta.patient_location");
  }

  private static List<String> events(Path lineage) throws IOException {
    try (Stream<Path> files = Files.list(lineage)) {
      return Files.readAllLines(files.findFirst().orElseThrow());
    }
  }

  private static Set<String> datasets(List<String> events, String side) throws IOException {
    Set<String> names = new TreeSet<>();
    for (String event : events) {
      for (JsonNode dataset : new ObjectMapper().readTree(event).path(side)) {
        if (dataset.path("namespace").asText().equals("studylake://pilot")) {
          names.add(dataset.path("name").asText());
        }
      }
    }
    return names;
  }
}
