package io.pilothouse.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.Reported;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.command.CommandState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandMemoryIT {
    @TempDir
    private Path folder;

    @Test
    void knowsAfterARestartWhatBecameOfACommand() throws IOException {
        // Given
        try (CommandMemory memory = open()) {
            memory.remember(state("a", CommandPhase.RUNNING));
            memory.remember(state("a", CommandPhase.SUCCEEDED));
            memory.remember(state("b", CommandPhase.RUNNING));
        }

        // When
        try (CommandMemory memory = open()) {

            // Then
            assertThat(memory.find("a")).contains(state("a", CommandPhase.SUCCEEDED));
            assertThat(memory.unfinished()).containsExactly(state("b", CommandPhase.RUNNING));
            assertThat(memory.find("c")).isEmpty();
        }
    }

    @Test
    void remembersTheNewestThousandInABoundedFile() throws IOException {
        // Given
        try (CommandMemory memory = open()) {

            // When
            for (int i = 0; i < 4_500; i++) {
                memory.remember(state("c" + i, CommandPhase.SUCCEEDED));
            }
        }

        // Then
        try (CommandMemory memory = open()) {
            assertThat(memory.find("c4499")).isPresent();
            assertThat(memory.find("c3500")).isPresent();
            assertThat(memory.find("c3499")).isEmpty();
        }
        assertThat(Files.size(folder.resolve("commands"))).isLessThan(1 << 20);
    }

    @Test
    void keepsWhatIsWholeAfterAKillAtAnyByte() throws IOException {
        // Given
        try (CommandMemory memory = open()) {
            memory.remember(state("a", CommandPhase.SUCCEEDED));
            memory.remember(state("b", CommandPhase.SUCCEEDED));
        }
        byte[] whole = Files.readAllBytes(folder.resolve("commands"));
        for (int length = 0; length < whole.length; length++) {
            Files.write(folder.resolve("commands"), Arrays.copyOf(whole, length));

            // When
            try (CommandMemory memory = open()) {

                // Then
                assertThat(memory.find("b")).isEmpty();
                memory.remember(state("c", CommandPhase.FAILED));
            }
            try (CommandMemory memory = open()) {
                assertThat(memory.find("c")).isPresent();
            }
        }
    }

    private CommandMemory open() throws IOException {
        return CommandMemory.open(folder.resolve("commands"));
    }

    private static CommandState state(String id, CommandPhase phase) {
        Command command = new Command(
                id,
                Reported.CLUSTER,
                Optional.of(Reported.key("storefront")),
                Command.Verb.SUSPEND,
                "maintenance",
                "ann",
                Duration.ofMinutes(1));
        return new CommandState(command, phase, "", Reported.AT, Reported.AT);
    }
}
