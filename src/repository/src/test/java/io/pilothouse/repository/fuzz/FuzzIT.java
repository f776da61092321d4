package io.pilothouse.repository.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A short search for inputs that break the readers; a long one is `src/bin/pilothouse fuzz`.
class FuzzIT {
    private static final int SEED = 20_261_121;

    @TempDir
    Path corpus;

    @ParameterizedTest
    @EnumSource(FuzzTarget.class)
    void findsNothingThatBreaks(FuzzTarget target) throws Exception {
        // Given
        assumeThat(System.getProperty("os.arch"))
                .as("Jazzer knows this processor")
                .isIn("amd64", "x86_64", "aarch64");
        Duration time = Duration.ofSeconds(Long.getLong("fuzz.seconds", 15));

        // When
        Fuzzing.Outcome outcome = new Fuzzing(target, time, SEED).run(corpus);

        // Then
        assertThat(outcome.found()).as(FuzzMain.advice(target, outcome)).isEmpty();
        assertThat(outcome.log()).contains("stat::number_of_executed_units");
        System.out.println(FuzzMain.summary(target, SEED, outcome));
    }
}
