package io.studylake.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Whether this process may mount a file system. */
final class SmallDiskCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String complaint =
        context
            .getRoot()
            .getStore(Namespace.create(SmallDiskCondition.class))
            .computeIfAbsent("complaint", key -> SmallDisk.complaint(), String.class);
    return complaint.isEmpty()
        ? ConditionEvaluationResult.enabled("a small disk can be mounted")
        : ConditionEvaluationResult.disabled(
            "needs the right to mount a file system: run it as root. " + complaint);
  }
}
