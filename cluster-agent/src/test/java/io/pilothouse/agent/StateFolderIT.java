package io.pilothouse.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderIT {
    @TempDir
    private Path folder;

    @Test
    void isForOneAgentAtATime() throws Exception {
        // Given
        Path state = folder.resolve("a/b");
        StateFolder first = StateFolder.take(state);

        // When, Then
        assertThatThrownBy(() -> StateFolder.take(state))
                .isInstanceOf(AgentCannotStartException.class)
                .hasMessageContaining("Another agent uses the state folder " + state);
        first.close();
        try (StateFolder second = StateFolder.take(state)) {
            assertThat(second.journal()).isEqualTo(state.resolve("journal"));
        }
    }

    @Test
    void saysWhyItCannotBeUsed() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("file"), "");

        // When, Then
        assertThatThrownBy(() -> StateFolder.take(file))
                .isInstanceOf(AgentCannotStartException.class)
                .hasMessageContaining("cannot be used")
                .hasMessageContaining("state");
    }
}
