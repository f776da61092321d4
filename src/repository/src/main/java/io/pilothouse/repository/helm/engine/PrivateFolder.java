package io.pilothouse.repository.helm.engine;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A folder that nobody else on the machine can look into: what is in it may be secret, or is about to be executed.
public record PrivateFolder(Path path) implements AutoCloseable {
    private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE = PosixFilePermissions.asFileAttribute(OURS);

    /// @return the folder, which may have been there before
    public static PrivateFolder at(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        if (absolute.getParent() != null) {
            Files.createDirectories(absolute.getParent());
        }
        if (!Files.isDirectory(absolute)) {
            Files.createDirectory(absolute, PRIVATE);
        } else if (!Files.getPosixFilePermissions(absolute).equals(OURS)) {
            Files.setPosixFilePermissions(absolute, OURS);
        }
        return new PrivateFolder(absolute);
    }

    /// @return a new folder below this one
    public PrivateFolder fresh(String prefix) throws IOException {
        return new PrivateFolder(Files.createTempDirectory(path, prefix, PRIVATE));
    }

    /// Removes the folder with everything in it.
    @Override
    public void close() throws IOException {
        remove(path);
    }

    /// Removes a folder, if it is there, with everything in it. Follows no link.
    public static void remove(Path folder) throws IOException {
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
