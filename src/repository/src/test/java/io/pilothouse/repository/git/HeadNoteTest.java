package io.pilothouse.repository.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadNoteTest {
    private static final ObjectId COMMIT = ObjectId.fromString("0123456789abcdef0123456789abcdef01234567");

    @TempDir
    Path folder;

    @Test
    void remembersTheLastCommitWritten() throws IOException {
        // Given
        HeadNote note = new HeadNote(folder);
        assertThat(note.read()).isEmpty();

        // When
        note.write(ObjectId.zeroId());
        note.write(COMMIT);

        // Then
        assertThat(new HeadNote(folder).read()).contains(COMMIT);
    }

    @Test
    void givesNothingRatherThanADamagedNote() throws IOException {
        // Given
        HeadNote note = new HeadNote(folder);
        note.write(COMMIT);
        Path file = folder.resolve("pilothouse-head");
        byte[] whole = Files.readAllBytes(file);

        for (int i = 0; i < whole.length; i++) {
            // When
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(file, damaged);

            // Then
            assertThat(note.read()).as("byte %d", i).isEmpty();
        }
        Files.write(file, new byte[0]);
        assertThat(note.read()).isEmpty();
        note.write(COMMIT);
        assertThat(note.read()).contains(COMMIT);
    }
}
