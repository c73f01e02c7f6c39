package io.studylake.version;

/** A failure of the version store that a caller can act on. */
public abstract sealed class VersionStoreException extends RuntimeException
    permits RefNotFoundException,
        RefExistsException,
        PathExistsException,
        AmbiguousWriteException,
        BranchMovedException,
        NothingToCommitException,
        UncommittedChangesException,
        MergeConflictException,
        MergeRefusedException,
        StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  VersionStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
