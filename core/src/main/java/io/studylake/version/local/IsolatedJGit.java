package io.studylake.version.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * The one place that opens repositories, with a JGit that knows nothing of the machine's Git: it
 * neither reads nor writes {@code ~/.gitconfig}, {@code ~/.config/jgit} and {@code /etc/gitconfig},
 * and forks no {@code git} to find them.
 */
final class IsolatedJGit {
  // JGit asks one system reader per JVM for these files, also from its own statics; there is no
  // other way in. A JGit with a reader per repository would make this unnecessary.
  static {
    SystemReader.setInstance(new NoUserFiles(SystemReader.getInstance()));
  }

  private IsolatedJGit() {}

  static Repository open(Path gitFolder) throws IOException {
    return new FileRepository(
        new FileRepositoryBuilder()
            .setGitDir(gitFolder.toFile())
            .setBare()
            .setMustExist(true)
            .setup());
  }

  private static final class NoUserFiles extends SystemReader.Delegate {
    NoUserFiles(SystemReader system) {
      super(system);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
      return new EmptyConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
      return new EmptyConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
      return new EmptyConfig(parent, fs);
    }

    // GIT_DIR and the like are about the user's work tree, not about this store.
    @Override
    public String getenv(String variable) {
      return variable.startsWith("GIT_") ? null : super.getenv(variable);
    }
  }

  private static final class EmptyConfig extends FileBasedConfig {
    EmptyConfig(Config parent, FS fs) {
      super(parent, null, fs);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }

    // Otherwise JGit measures the file system for up to some seconds when it first opens a file. By
    // this, a ref file younger than that is read again instead of trusting its time stamp, which
    // other processes' updates within one tick would deceive.
    @Override
    public long getTimeUnit(
        String section, String subsection, String name, long defaultValue, TimeUnit unit) {
      return section.equals("filesystem")
          ? unit.convert(2, TimeUnit.SECONDS)
          : super.getTimeUnit(section, subsection, name, defaultValue, unit);
    }
  }
}
