package io.studylake.jobs;

import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Takes {@code studylake branch prune} for {@code studylake prune}. As a subcommand of {@code
 * branch} it would have to be given that command's required options as well.
 */
final class BranchPrune implements IParameterPreprocessor {
  private static final String PRUNE = "prune";

  BranchPrune() {}

  @Override
  @SuppressWarnings("JdkObsolete") // Picocli's type.
  public boolean preprocess(
      Stack<String> args,
      CommandSpec command,
      ArgSpec argument,
      java.util.Map<String, Object> info) {
    int top = args.size() - 1;
    if (top >= 1 && args.get(top).equals("branch") && args.get(top - 1).equals(PRUNE)) {
      args.pop();
    }
    return false;
  }
}
