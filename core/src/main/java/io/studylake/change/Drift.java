package io.studylake.change;

/**
 * One thing that the contents say otherwise of a column than before.
 *
 * @param dataset lower case
 * @param column lower case
 * @param what {@code type}, {@code length}, {@code format} or {@code label}
 * @param before as it was; empty when there was none
 * @param now as it is; empty when there is none
 */
public record Drift(String dataset, String column, String what, String before, String now) {}
