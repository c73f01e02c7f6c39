package io.studylake.contents;

import io.studylake.sas.SasFormat;
import java.util.OptionalInt;

/**
 * One column as the contents describe it.
 *
 * @param name lower case: its name in the tables
 * @param sasName as the contents write it
 * @param sasType numeric or character
 * @param length LENGTH, in bytes of the SAS data set's encoding, where given
 * @param varnum VARNUM, its position from 1, where given
 * @param label empty when it has none
 * @param format {@link SasFormat#NONE} when it has none
 * @param type what it holds
 * @param described whether the contents describe it; a column that they do not is read as text and
 *     never taken for an id, as nobody says what it is
 */
public record ColumnSchema(
    String name,
    String sasName,
    SasType sasType,
    OptionalInt length,
    OptionalInt varnum,
    String label,
    SasFormat format,
    ColumnType type,
    boolean described) {}
