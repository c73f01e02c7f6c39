package io.studylake.version;

/** A branch or tag of that name exists already. */
public final class RefExistsException extends VersionStoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what cannot be created and why.
   *
   * @param what {@code branch} or {@code tag}
   * @param name its name
   * @param there what has that name
   */
  public RefExistsException(String what, String name, String there) {
    super(
        "Cannot create %s '%s': there is a %s of that name. Choose another name."
            .formatted(what, name, there),
        null);
  }
}
