package io.studylake.problem;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One defect found in a delivery.
 *
 * @param file the delivered file's name, for example {@code ae.csv}
 * @param line the line in that file on which the record starts, from 1 (the header), where known
 * @param column the column's name as the contents write it; empty when the whole record or file is
 *     meant
 * @param code what kind of defect
 * @param severity what it does to the delivery
 * @param value the cell's text as delivered; empty when no cell is meant. Never logged
 * @param message what is wrong and what to do, without the value
 */
public record Problem(
    String file,
    OptionalLong line,
    Optional<String> column,
    ProblemCode code,
    Severity severity,
    Optional<String> value,
    String message) {}
