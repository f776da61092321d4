package io.pilothouse.hub.ledger;

import static io.pilothouse.hub.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.command.CommandState;
import io.pilothouse.hub.Samples;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandExpiryTest {

    @ParameterizedTest(name = "{0} after {1} s, connected {2}: given up {3}")
    @CsvSource({
        "ACCEPTED, 59, false, false",
        "ACCEPTED, 60, false, true",
        "SENT, 60, true, false",
        "SENT, 74, true, false",
        "SENT, 75, true, true",
        "SENT, 3000, false, false",
        "SENT, 3660, false, true",
        "RUNNING, 80000, true, false",
        "RUNNING, 86460, true, true",
        "SUCCEEDED, 99999, true, false",
        "EXPIRED, 99999, true, false",
    })
    void givesACommandUpWhenNothingCanComeOfItAnyMore(
            CommandPhase phase, long seconds, boolean isConnected, boolean isGivenUp) {
        // Given
        CommandState state =
                new CommandState(Samples.command("id", "c", Duration.ofSeconds(60)), phase, "", NOON, NOON);
        // When
        var verdict = CommandExpiry.verdict(state, isConnected, NOON.plusSeconds(seconds));
        // Then
        assertThat(verdict.isPresent()).isEqualTo(isGivenUp);
    }
}
