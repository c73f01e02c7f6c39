package io.studylake.gate;

/**
 * What a rule found.
 *
 * @param rule the rule's name
 * @param level what it does to the delivery
 * @param message what is the matter and what to do; no patient's value
 */
public record Finding(String rule, Level level, String message) {}
