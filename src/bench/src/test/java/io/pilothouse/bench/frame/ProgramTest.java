package io.pilothouse.bench.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProgramTest {
    @Test
    void givesWhatAProgramPrintsAndCountsItAsAChild() throws Exception {
        Side side = Program.of("git", "--version").side();
        assertThat(side.run().get()).startsWith("git version");
        assertThat(side.payer()).isEqualTo(Side.Payer.ITS_CHILDREN);
        assertThat(Program.isInstalled("git")).isTrue();
        assertThat(Program.isInstalled("no-such-program")).isFalse();
    }

    @Test
    void setsItsEnvironment() throws Exception {
        assertThat(Program.of("git", "config", "--get", "a.b")
                        .with("GIT_CONFIG_COUNT", "1")
                        .with("GIT_CONFIG_KEY_0", "a.b")
                        .with("GIT_CONFIG_VALUE_0", "c")
                        .text())
                .isEqualTo("c");
    }

    @Test
    void failsWithWhatTheProgramSays() {
        assertThatThrownBy(() -> Program.of("git", "no-such-command").output())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no-such-command");
    }

    @Test
    void leavesNothingOfAScratchFolder() throws Exception {
        // Given
        Path folder;
        try (Scratch scratch = Scratch.create()) {
            folder = scratch.folder();

            // When
            Files.createDirectories(folder.resolve("a/b"));
            Files.writeString(folder.resolve("a/b/c"), "x");
        }

        // Then
        assertThat(folder).doesNotExist();
        Scratch.delete(folder);
    }
}
