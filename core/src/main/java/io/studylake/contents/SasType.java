package io.studylake.contents;

/** The two types that SAS has. */
public enum SasType {
  NUM,
  CHAR
}
