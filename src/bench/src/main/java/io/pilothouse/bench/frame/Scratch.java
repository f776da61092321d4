package io.pilothouse.bench.frame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder for the time of a bench: in memory where the system has such a place, because a disk's whims cover what is
/// measured.
public final class Scratch implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");

    private final Path folder;

    private Scratch(Path folder) {
        this.folder = folder;
    }

    public static Scratch create() throws IOException {
        boolean isInMemory = Files.isDirectory(MEMORY) && Files.isWritable(MEMORY);
        return new Scratch(
                isInMemory
                        ? Files.createTempDirectory(MEMORY, "pilothouse-bench-")
                        : Files.createTempDirectory("pilothouse-bench-"));
    }

    public Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        delete(folder);
    }

    /// Removes a folder and all below it; nothing happens where there is none.
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> below = Files.walk(folder)) {
            all = below.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
