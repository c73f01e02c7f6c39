package io.studylake.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The option {@code --format} of commands that print facts. */
final class FormatOption {
  /** How facts are printed. */
  enum Form {
    /** Words and aligned columns, for people. */
    table,
    /** One JSON document, for programs. Names of its fields are kept. */
    json
  }

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT);

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description =
          "${COMPLETION-CANDIDATES}: for people, or one JSON document; default: ${DEFAULT-VALUE}.")
  private Form form = Form.table;

  /** Whether facts are printed for programs; then nothing else goes to standard output. */
  boolean json() {
    return form == Form.json;
  }

  /**
   * Prints facts.
   *
   * @param facts records, lists and maps of plain values and instants, whose names are those of the
   *     JSON; no Optional
   * @param words prints the same for people
   */
  void print(PrintWriter out, Object facts, Consumer<PrintWriter> words) {
    if (json()) {
      try {
        out.println(JSON.writeValueAsString(facts));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot print the facts as JSON", e);
      }
    } else {
      words.accept(out);
    }
    out.flush();
  }
}
