package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailuresTest {
  @Command(name = "failing")
  private record Failing(Exception with) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      throw with;
    }
  }

  private record Ended(int code, String err) {}

  private static Ended failing(Exception with) {
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new Failing(with));
    line.setExecutionExceptionHandler(new Failures());
    line.setErr(new PrintWriter(err, true));
    return new Ended(line.execute(), err.toString());
  }

  @Test
  void aCommitOfUnknownOutcomeIsTheStoresFailureInItsOwnWords() {
    CommitStateUnknownException unknown =
        new CommitStateUnknownException(
            "Cannot tell whether tables/raw/dm/1.json was written on branch work",
            new IllegalStateException("it exists. Choose another path."));

    for (Exception thrown :
        new Exception[] {unknown, new IllegalStateException("wrapped", unknown)}) {
      Ended ended = failing(thrown);

      assertThat(ended.code()).isEqualTo(ExitCode.STORE.code());
      assertThat(ended.err().lines().findFirst())
          .contains("Cannot tell whether tables/raw/dm/1.json was written on branch work");
      assertThat(ended.err()).doesNotContain("Choose another path");
    }
  }
}
