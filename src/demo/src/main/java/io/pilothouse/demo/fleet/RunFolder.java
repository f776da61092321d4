package io.pilothouse.demo.fleet;

import io.pilothouse.demo.process.DemoFailure;
import io.pilothouse.testkit.cluster.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Everything a run writes is in one folder, which goes when the run ends.
///
/// @param path readable by its owner only: keys of the demo's clusters are in it
public record RunFolder(Path path, boolean isKept) implements AutoCloseable {
    private static final String PREFIX = "pilothouse-demo-";
    private static final String OWNER = "process";
    private static final int ATTEMPTS = 5;

    /// Also removes what runs left behind that were killed and could not do it themselves.
    public static RunFolder create(boolean isKept) {
        removeAbandoned(Path.of(System.getProperty("java.io.tmpdir")));
        try {
            Path folder = Files.createTempDirectory(PREFIX);
            if (!isKept) {
                Files.writeString(
                        folder.resolve(OWNER),
                        Long.toString(ProcessHandle.current().pid()));
            }
            return new RunFolder(folder, isKept);
        } catch (IOException e) {
            throw new DemoFailure(
                    "cannot create a folder in " + System.getProperty("java.io.tmpdir") + " (" + e.getMessage()
                            + "); set TMPDIR to a folder you may write to",
                    e);
        }
    }

    static void removeAbandoned(Path parent) {
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path run : runs) {
                if (isAbandoned(run)) {
                    Folders.delete(run);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // somebody else's, or gone meanwhile: nothing of this run
            return;
        }
    }

    private static boolean isAbandoned(Path run) throws IOException {
        Path owner = run.resolve(OWNER);
        return Files.isReadable(owner)
                && ProcessHandle.of(Long.parseLong(Files.readString(owner).strip()))
                        .isEmpty();
    }

    public Path folder(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new DemoFailure("cannot create " + path.resolve(name) + " (" + e.getMessage() + ")", e);
        }
    }

    /// A process that is just ending may still write a file: tried a few times.
    @Override
    public void close() {
        for (int attempt = 1; !isKept; attempt++) {
            try {
                Folders.delete(path);
                return;
            } catch (UncheckedIOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
