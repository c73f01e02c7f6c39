package io.studylake.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A folder in an object store. */
public final class ObjectFolder {
  private final URI uri;
  private final Configuration hadoop;

  /**
   * A folder, which need not exist: object stores have none.
   *
   * @param uri its address, {@code s3a://bucket/path} for example
   */
  public ObjectFolder(URI uri, Configuration hadoop) {
    this.uri = uri;
    this.hadoop = hadoop;
  }

  /** The address of an object in this folder. */
  public URI address(String name) {
    return URI.create(uri + "/" + name);
  }

  /** The size of an object in bytes; empty when there is none of that name. */
  public OptionalLong size(String name) throws IOException {
    Path path = path(name);
    try {
      FileStatus status = path.getFileSystem(hadoop).getFileStatus(path);
      return status.isFile() ? OptionalLong.of(status.getLen()) : OptionalLong.empty();
    } catch (java.io.FileNotFoundException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Asks the store for an object that need not be there, to see whether it answers at all.
   *
   * @throws ObjectStoreException when it does not, or not to this user
   */
  public void requireAnswer() {
    try {
      size("any");
    } catch (IOException e) {
      throw new ObjectStoreException("Cannot look into %s: %s".formatted(uri, meaning(e)), e);
    }
  }

  /** Begins an object, which is visible under its name when the upload is completed. */
  public ObjectUpload upload(String name) throws IOException {
    Path path = path(name);
    FileSystem files = path.getFileSystem(hadoop);
    return files.hasPathCapability(path, CommonPathCapabilities.ABORTABLE_STREAM)
        ? ObjectUpload.atOnce(files, path)
        : ObjectUpload.byRename(files, path);
  }

  /** Opens an object at its first byte. */
  public InputStream open(URI address) throws IOException {
    Path path = new Path(address);
    return path.getFileSystem(hadoop).open(path);
  }

  /** What a failure here means, and what to do about it. */
  public String meaning(IOException failure) {
    return Failure.meaning(failure, uri, hadoop.getTrimmed("fs.s3a.endpoint", ""));
  }

  private Path path(String name) {
    return new Path(address(name));
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
