package io.studylake.testing;

import io.studylake.testing.TestTools.Answer;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Asks {@code testenv/install} once per JVM whether a test can have what it needs. */
abstract sealed class InstalledCondition implements ExecutionCondition
    permits AzuriteCondition, BrowserCondition, ServersCondition, SparkCondition {
  private final String what;
  private final String otherwise;

  InstalledCondition(String what, String otherwise) {
    this.what = what;
    this.otherwise = otherwise;
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Answer answer =
        context
            .getRoot()
            .getStore(Namespace.create(InstalledCondition.class))
            .computeIfAbsent(what, TestTools::check, Answer.class);
    return verdict(answer, "true".equals(System.getenv("CI")));
  }

  ConditionEvaluationResult verdict(Answer answer, boolean ci) {
    if (answer.yes()) {
      return ConditionEvaluationResult.enabled(what + " can be had");
    }
    if (ci) {
      throw new ExtensionConfigurationException(
          otherwise + "; with CI=true no test may be left out. " + answer.complaint());
    }
    return ConditionEvaluationResult.disabled(otherwise);
  }
}
