package io.pilothouse.repository.helm.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// Remembers on disk which renderings were begun and did not end, because the worst that a chart can do is to end the
/// program, and then nothing in memory remembers it. One such end may be chance: the program was stopped at that very
/// moment. After two, the chart is not tried again for a day.
///
/// | begun before | then |
/// |---|---|
/// | never, or ended | tried |
/// | once without end | tried |
/// | twice without end | banned until a day has passed |
final class Attempts {
    static final Duration BAN = Duration.ofDays(1);
    private static final int MOST = 2;

    private final Path folder;
    private final InstantSource time;

    Attempts(Path folder, InstantSource time) {
        this.folder = folder;
        this.time = time;
    }

    /// @return false if it may not be tried
    boolean begin(String key) throws IOException {
        PrivateFolder.at(folder);
        forgetOld();
        Path file = folder.resolve(key);
        int begun = Files.exists(file) ? (int) Files.size(file) : 0;
        if (begun >= MOST) {
            return false;
        }
        Files.write(file, "x".repeat(begun + 1).getBytes(StandardCharsets.US_ASCII));
        return true;
    }

    void end(String key) throws IOException {
        Files.deleteIfExists(folder.resolve(key));
    }

    private void forgetOld() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path file : files) {
            if (Files.getLastModifiedTime(file)
                    .toInstant()
                    .isBefore(time.instant().minus(BAN))) {
                Files.deleteIfExists(file);
            }
        }
    }
}
