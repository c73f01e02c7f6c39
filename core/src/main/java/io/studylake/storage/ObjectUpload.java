package io.studylake.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * An object on its way to an object store, in blocks that are sent while the next are written
 * (multipart upload on S3): a large object needs no large memory. Closed before it is completed,
 * nothing is left under its name.
 */
public final class ObjectUpload implements AutoCloseable {
  private final FileSystem files;
  private final Path wanted;
  private final Path written;
  private final FSDataOutputStream out;
  private long bytes;
  private boolean completed;

  private ObjectUpload(FileSystem files, Path wanted, Path written) throws IOException {
    this.files = files;
    this.wanted = wanted;
    this.written = written;
    this.out =
        (FSDataOutputStream)
            files
                .createFile(written)
                .overwrite(true)
                .recursive()
                // S3A's own option; spares it looking for a folder of that name.
                .opt("fs.s3a.create.performance", true)
                .build();
  }

  /** Where an object appears only when it is whole: S3. */
  static ObjectUpload atOnce(FileSystem files, Path path) throws IOException {
    return new ObjectUpload(files, path, path);
  }

  /** Where an object grows in sight of all, and renaming copies nothing: Azure. */
  static ObjectUpload byRename(FileSystem files, Path path) throws IOException {
    // Where folders are real, one has to be there.
    files.mkdirs(path.getParent());
    return new ObjectUpload(
        files, path, new Path(path.getParent(), "." + UUID.randomUUID() + ".part"));
  }

  /** Sends the next bytes. */
  public void write(byte[] block, int from, int length) throws IOException {
    out.write(block, from, length);
    bytes += length;
  }

  /**
   * Makes the object visible under its name, which is that of its content: one of this size that
   * another run completed meanwhile is the same and stays, any other is replaced.
   */
  public void complete() throws IOException {
    out.close();
    if (!written.equals(wanted) && !files.rename(written, wanted)) {
      if (isThere()) {
        files.delete(written, false);
      } else {
        replace();
      }
    }
    completed = true;
  }

  private boolean isThere() throws IOException {
    try {
      FileStatus there = files.getFileStatus(wanted);
      return there.isFile() && there.getLen() == bytes;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /** The name is taken by the remains of an upload that broke. */
  private void replace() throws IOException {
    files.delete(wanted, false);
    if (!files.rename(written, wanted)) {
      throw new IOException("cannot rename %s to %s".formatted(written, wanted));
    }
  }

  /** Gives up an upload that is not completed. */
  @Override
  public void close() throws IOException {
    if (completed) {
      return;
    }
    if (written.equals(wanted)) {
      out.abort();
      out.close();
    } else {
      out.close();
      files.delete(written, false);
    }
  }
}
