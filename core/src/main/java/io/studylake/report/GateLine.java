package io.studylake.report;

/**
 * What a rule of the gate found that does not stop the delivery.
 *
 * @param rule the rule's name
 * @param accepted whether it would have stopped it, had nobody accepted that
 * @param message what is the matter; of what was accepted also why and by whom
 */
public record GateLine(String rule, boolean accepted, String message) {}
