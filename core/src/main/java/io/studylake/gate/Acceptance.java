package io.studylake.gate;

/**
 * Somebody's word that what a rule stops is right this time.
 *
 * @param rule the rule's name, for example {@code dataset-missing}
 * @param reason why, in that person's words
 * @param user who said so, as the operating system knows the user
 */
public record Acceptance(String rule, String reason, String user) {}
