package io.pilothouse.repository.git;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/// Keeps the machine's own Git configuration out, so that `~/.gitconfig` and `/etc/gitconfig` can neither redirect a
/// URL nor
/// switch off the verification of certificates. JGit holds this in a static, so it holds for the whole program.
final class IsolatedSystem extends SystemReader.Delegate {
    private IsolatedSystem(SystemReader real) {
        super(real);
    }

    /// Call it before any other use of JGit; repeated calls change nothing.
    static synchronized void install() {
        SystemReader now = SystemReader.getInstance();
        if (!(now instanceof IsolatedSystem)) {
            SystemReader.setInstance(new IsolatedSystem(now));
        }
    }

    @Override
    public @Nullable String getenv(String variable) {
        // GIT_* variables would point the library at other configuration and other folders
        return variable.startsWith("GIT_") ? null : super.getenv(variable);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new FileTimes(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    /// A configuration without file.
    private static class Nothing extends FileBasedConfig {
        Nothing(Config parent, FS fs) {
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
    }

    /// Says how exact the times of files are, which JGit would otherwise measure at every start: over two seconds
    /// of one core and of the pool of threads that the HTTP client shares, before the first fetch. No kernel's
    /// clock for files is coarser than 10 ms; a clone has one writer, so that the rest is margin, and costs but a
    /// second read of a file that was just written.
    private static final class FileTimes extends Nothing {
        private static final String RESOLUTION = "100 ms";

        FileTimes(Config parent, FS fs) {
            super(parent, fs);
        }

        @Override
        public @Nullable String getString(String section, @Nullable String subsection, String name) {
            return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
                    ? RESOLUTION
                    : super.getString(section, subsection, name);
        }
    }
}
