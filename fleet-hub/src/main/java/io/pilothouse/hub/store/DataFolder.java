package io.pilothouse.hub.store;

import io.pilothouse.hub.ledger.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The folder a hub keeps everything in. Claimed by one hub at a time, by a lock that ends with the process however it
/// ends.
public final class DataFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Claims a folder; makes it if it is missing.
    ///
    /// @throws StoreException if it cannot be written, or another hub has it
    public static DataFolder claim(Path path) {
        create(path);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path.resolve("hub.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel).isPresent()) {
                return new DataFolder(path, channel);
            }
            channel.close();
        } catch (IOException e) {
            closeQuietly(channel);
            throw unwritable(path, e);
        }
        throw new StoreException("another hub is running on the data folder " + path.toAbsolutePath()
                + ": stop it first, or give this one a folder of its own with --data");
    }

    /// Makes the folder, readable by its owner only, if it is missing.
    ///
    /// @throws StoreException if that is not possible
    public static void create(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                boolean isPosix =
                        path.getFileSystem().supportedFileAttributeViews().contains("posix");
                if (isPosix) {
                    Files.createDirectories(
                            path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                } else {
                    Files.createDirectories(path);
                }
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
        if (!Files.isWritable(path)) {
            throw new StoreException("the data folder " + path.toAbsolutePath()
                    + " cannot be written: give this user the right to, or choose another with --data");
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    private static Optional<FileLock> lock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            // Another hub in this very process.
            return Optional.empty();
        }
    }

    private static void closeQuietly(@org.jspecify.annotations.Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException ignored) {
            // Closing releases the lock even when it fails otherwise.
        }
    }

    private static StoreException unwritable(Path path, IOException cause) {
        return new StoreException(
                "the data folder " + path.toAbsolutePath() + " cannot be written (" + Reasons.of(cause)
                        + "): give this user the right to, or choose another with --data",
                cause);
    }
}
