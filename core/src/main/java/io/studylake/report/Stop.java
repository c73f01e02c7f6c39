package io.studylake.report;

import java.util.Optional;

/**
 * One thing that stops a delivery.
 *
 * @param title the rule or problem code
 * @param message what is the matter
 * @param question what to ask the sponsor; empty when it is none of the sponsor's doing
 */
public record Stop(String title, String message, Optional<String> question) {}
