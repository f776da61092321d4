package io.pilothouse.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    private static final long NO_PROCESS = Integer.MAX_VALUE;

    @TempDir
    private Path parent;

    @Test
    void removesOnlyWhatDeadRunsLeftBehind() throws IOException {
        // Given
        Path dead = run("pilothouse-demo-1", NO_PROCESS);
        Path alive = run("pilothouse-demo-2", ProcessHandle.current().pid());
        Path kept = Files.createDirectory(parent.resolve("pilothouse-demo-3"));
        Path foreign = run("something-else", NO_PROCESS);

        // When
        RunFolder.removeAbandoned(parent);

        // Then
        assertThat(dead).doesNotExist();
        assertThat(alive).exists();
        assertThat(kept).exists();
        assertThat(foreign).exists();
    }

    private Path run(String name, long pid) throws IOException {
        Path folder = Files.createDirectory(parent.resolve(name));
        Files.writeString(folder.resolve("process"), Long.toString(pid));
        return folder;
    }
}
