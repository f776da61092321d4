package io.pilothouse.repository.helm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptsTest {
    @TempDir
    Path folder;

    private Instant now;

    @BeforeEach
    void takeTheDisksTime() throws IOException {
        now = Files.getLastModifiedTime(folder).toInstant();
    }

    /// As a program that was started anew: nothing is remembered but what is on disk.
    private Attempts attempts() {
        return new Attempts(folder.resolve("attempts"), () -> now);
    }

    @Test
    void letsAChartBeTriedAsOftenAsItComesToAnEnd() throws IOException {
        for (int round = 0; round < 5; round++) {
            assertThat(attempts().begin("a")).isTrue();
            attempts().end("a");
        }
    }

    @Test
    void bansAChartAfterTwoAttemptsWithoutEnd() throws IOException {
        assertThat(attempts().begin("a")).isTrue();
        assertThat(attempts().begin("a")).isTrue();

        assertThat(attempts().begin("a")).isFalse();
        assertThat(attempts().begin("another")).isTrue();
    }

    @Test
    void forgetsAfterADay() throws IOException {
        attempts().begin("a");
        attempts().begin("a");

        now = now.plus(Attempts.BAN).plusSeconds(60);

        assertThat(attempts().begin("a")).isTrue();
    }
}
