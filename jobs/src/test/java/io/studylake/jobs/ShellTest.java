package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.testing.NeedsSpark;
import io.studylake.testing.WholeSpark;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code spark-submit/studylake shell}, driven as somebody types: a real spark-shell and a real
 * pyspark on a lake with d1; while both are open, another process publishes d2.
 */
@NeedsSpark
@Tag("packaged")
class ShellTest {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final String D1 =
      """
      dataset  rows  columns  changed by  label
      ae         64       12  d1          Adverse Events
      dm         29       15  d1          Demographics
      sv        255        7  d1          Subject Visits
      vs        995       14  d1          Vital Signs
      """;

  @TempDir private static Path folder;
  private static String scala;
  private static String python;

  @BeforeAll
  static void exploreWhileAnotherProcessPublishes() throws Exception {
    PilotLake lake = PilotLake.local(folder.resolve("lake"));
    lake.deliver("d1");
    try (Session sparkShell = new Session();
        Session pyspark = new Session("--python")) {
      sparkShell.type("println(\"<\" + at(\"main\").base(\"dm\").count() + \">\")");
      pyspark.type("print('<%d>' % at('main').base('dm').count())");
      sparkShell.await("<29>");
      pyspark.await("<29>");

      lake.deliver("d2");

      sparkShell.type(
          "println(\"pinned \" + study.sql(\"SELECT * FROM study.main.base.dm\").count())",
          "refresh",
          "println(\"now \" + spark.table(\"study.main.base.dm\").count())",
          "println(\"then \" + at(\"d1\").base(\"dm\").count())",
          "pins",
          "compare(\"d1\", \"main\")",
          "println(\"rows \" + compare(\"d1\", \"main\", \"dm\").where(\"_change = 'added'\").count())",
          "compare(\"d1\", \"d7\")",
          "at(\"d9\")");
      pyspark.type(
          "print('pinned %d' % study.sql('SELECT * FROM study.main.base.dm').count())",
          "refresh()",
          "print('now %d' % spark.table('study.main.base.dm').count())",
          "print('then %d' % at('d1').base('dm').count())",
          "pins()",
          "compare('d1', 'main')",
          "print('rows %d' % compare('d1', 'main', 'dm').where(\"_change = 'added'\").count())",
          "compare('d1', 'd7')",
          "at('d9')",
          "at('d1').base('dmm')",
          "tables('d1').toDF().where('rows > 100').count()");
      scala = sparkShell.end();
      python = pyspark.end();
    }
  }

  @Test
  void bothBeginWithWhatMainHolds() {
    assertThat(scala).contains("Study pilot at main, commit ", D1);
    assertThat(python).contains("Study pilot at main, commit ", D1);
  }

  @Test
  void mainStaysAsItWasUntilRefresh() {
    for (String session : List.of(scala, python)) {
      assertThat(session).containsSubsequence("pinned 29", "now 47", "then 29");
      assertThat(session).containsPattern("main +[0-9a-f]{12} +[0-9a-f]{12}\n");
      assertThat(session).containsPattern("d1 +[0-9a-f]{12}\n");
    }
  }

  @Test
  void twoRefsAreComparedAsDiffDoes() {
    for (String session : List.of(scala, python)) {
      assertThat(session).contains("table    change   added  removed");
      assertThat(session).containsPattern("base\\.dm +changed +\\d+ +\\d+\n");
      assertThat(session).containsPattern("rows \\d+\n");
      assertThat(session).contains("Cannot find 'd7' in ");
    }
  }

  @Test
  void whatIsNotThereIsAnsweredWithTheNearest() {
    assertThat(scala).contains("no branch, tag or full commit id. The nearest is 'd1'.");
    assertThat(python)
        .contains(
            "studylake.StudylakeError: Cannot find 'd9' in ",
            "no branch, tag or full commit id. The nearest is 'd1'.",
            "studylake.StudylakeError: Cannot read base.dmm at d1: there is no dataset dmm. Did you"
                + " mean dm?");
  }

  @Test
  void aSparkOfAnotherVersionEndsWith2AndWords() throws Exception {
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.createFile(
        Files.createDirectories(other.resolve("jars")).resolve("spark-core_2.12-3.5.1.jar"));

    assertThat(ended(ExitCode.USAGE, Map.of("SPARK_HOME", other.toString()), "pilot"))
        .contains("is 3.5.1 (Scala 2.12), but studylake is made for Spark 4.1 (Scala 2.13).");
  }

  @Test
  void withoutPythonThereIsNoPyspark() throws Exception {
    assertThat(ended(ExitCode.USAGE, Map.of("PYSPARK_PYTHON", "/no/python"), "pilot", "--python"))
        .contains(
            "Cannot start pyspark: /no/python does not run. Install Python 3.10 or later, or set"
                + " PYSPARK_PYTHON to one.");
  }

  @Test
  void aStudyThatIsNotThereEndsWith5() throws Exception {
    assertThat(ended(ExitCode.NOT_FOUND, Map.of(), "pilto")).contains("Cannot open study 'pilto'");
  }

  private static String ended(
      ExitCode code, Map<String, String> environment, String study, String... options)
      throws Exception {
    ProcessBuilder builder = frontDoor(study, options);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(code.code());
    return said;
  }

  private static ProcessBuilder frontDoor(String study, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of("..", "spark-submit", "studylake").toAbsolutePath().toString());
    command.addAll(List.of("shell", "--study", study));
    command.addAll(List.of(options));
    command.add("-Dstudylake.local.path=" + folder.resolve("lake"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("STUDYLAKE_"));
    builder.environment().put("SPARK_HOME", WholeSpark.home().toString());
    return builder.directory(folder.toFile());
  }

  /** One open shell: what is typed into it, and what it has said so far. */
  private static final class Session implements AutoCloseable {
    private final Process process;
    private final Writer in;
    private final StringBuilder said = new StringBuilder();
    private final Thread reader;

    Session(String... options) throws IOException {
      process = frontDoor("pilot", options).start();
      in = process.outputWriter(StandardCharsets.UTF_8);
      reader = new Thread(this::read);
      reader.start();
    }

    void type(String... lines) throws IOException {
      in.write(String.join("\n", lines) + "\n");
      in.flush();
    }

    void await(String words) throws InterruptedException {
      long end = System.nanoTime() + LONGEST.toNanos();
      while (!said().contains(words)) {
        assertThat(process.isAlive() && System.nanoTime() < end).as(said()).isTrue();
        Thread.sleep(100);
      }
    }

    /** Ends its input, as Ctrl-D does, and gives all that it said. */
    String end() throws Exception {
      in.close();
      assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).as(said()).isTrue();
      reader.join();
      assertThat(process.exitValue()).as(said()).isZero();
      return said();
    }

    private String said() {
      synchronized (said) {
        return said.toString();
      }
    }

    private void say(String line) {
      synchronized (said) {
        said.append(line).append('\n');
      }
    }

    private void read() {
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          say(line);
        }
      } catch (IOException e) {
        say(e.toString());
      }
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
