package io.studylake.verify;

/** How closely files are looked at. */
public enum Depth {
  /** Data files and archived files are there, in their size. */
  SIZES,
  /** Data files also have the rows that their manifest says, archived files their hash. */
  CONTENTS
}
