package io.studylake.sas;

/** How a file writes dates, datetimes and times. */
public enum DateForm {
  /** As their formats print them: {@code 02JAN2014}. */
  FORMATTED,
  /** As the numbers that SAS stores: 19725 days, or seconds, since 1960-01-01. */
  RAW;

  DateForm other() {
    return this == FORMATTED ? RAW : FORMATTED;
  }
}
