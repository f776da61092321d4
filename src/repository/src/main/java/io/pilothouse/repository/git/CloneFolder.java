package io.pilothouse.repository.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/// The clone on disk: `fleet.git` in the settings' folder. A new clone grows beside it as `fleet.git.new` and takes its
/// place when it is complete, so that a damaged clone, which may still be good enough, is never given up for nothing.
final class CloneFolder {
    private static final String SOURCE = "pilothouse-source";
    private static final String DEPTH = "pilothouse-depth";

    private final Path now;
    private final Path next;
    private final Path before;
    private final String source;

    /// @param source what is cloned: a clone of anything else is not used
    CloneFolder(Path folder, String source) {
        this.now = folder.resolve("fleet.git");
        this.next = folder.resolve("fleet.git.new");
        this.before = folder.resolve("fleet.git.old");
        this.source = source;
    }

    /// @return true if there is a clone of this source
    boolean isPresent() {
        try {
            return Files.isRegularFile(now.resolve("HEAD"))
                    && Files.readString(now.resolve(SOURCE)).equals(source);
        } catch (IOException e) {
            return false;
        }
    }

    BoundedRepository open() throws IOException {
        return repository(now);
    }

    /// Clears away what a killed program left: locks that nobody holds, and half a pack. Nothing else may use the
    /// folder.
    void clear() throws IOException {
        delete(before);
        delete(next);
        if (!Files.isDirectory(now)) {
            return;
        }
        Files.walkFileTree(now, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = file.getFileName().toString();
                if (name.endsWith(".lock") || name.startsWith("incoming_") || name.startsWith("noz")) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /// @return an empty clone, beside the one in use
    BoundedRepository create() throws IOException {
        delete(next);
        Files.createDirectories(next.toAbsolutePath().getParent());
        BoundedRepository repository = repository(next);
        repository.create(true);
        StoredConfig config = repository.getConfig();
        config.setBoolean("core", null, "fsyncObjectFiles", true);
        config.setBoolean("core", null, "fsyncRefFiles", true);
        config.setBoolean("gc", null, "autoDetach", false);
        // each fetch leaves a pack; the library packs them together, in this thread, when there are more than these
        config.setInt("gc", null, "autoPackLimit", 20);
        config.setString("gc", null, "prunePackExpire", "now");
        config.setString("gc", null, "pruneExpire", "1.day.ago");
        config.setString("http", null, "followRedirects", "false");
        config.setBoolean("http", null, "sslVerify", true);
        config.save();
        return repository;
    }

    /// @return how deep the clone in use was made
    Depth depth() {
        try {
            return Depth.of(Files.readString(now.resolve(DEPTH)));
        } catch (IOException e) {
            return Depth.NEWEST;
        }
    }

    /// @return bytes of the clone in use
    long size() throws IOException {
        return size(now);
    }

    /// @return bytes of the new clone
    long sizeOfNew() throws IOException {
        return size(next);
    }

    /// Puts the new clone, which is complete and closed, into the place of the old one.
    void replace(Depth depth) throws IOException {
        Files.writeString(next.resolve(DEPTH), depth.name());
        Files.writeString(next.resolve(SOURCE), source);
        delete(before);
        if (Files.exists(now)) {
            Files.move(now, before);
        }
        Files.move(next, now);
        delete(before);
    }

    private static BoundedRepository repository(Path folder) throws IOException {
        FileRepositoryBuilder builder =
                new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().setMustExist(false);
        return new BoundedRepository(builder.setup());
    }

    private static long size(Path folder) throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return size;
    }

    /// Deletes a folder with all that is in it, if there is one.
    static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
