package io.studylake.keys;

/** A key map was built from other columns than this delivery would give. */
public final class NaturalKeyChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NaturalKeyChangedException(String entity, String before, String now) {
    super(
        ("Cannot give %s keys: keys.%s was built from columns %s, this delivery would use %s. The same"
                + " member would get a second key. Name the columns in studylake.keys.roles, or fix"
                + " studylake.keys.preset.")
            .formatted(entity, entity, before, now));
  }
}
