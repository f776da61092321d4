package io.pilothouse.agent.reconcile.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.command.Command;
import io.pilothouse.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuspensionTest {
    private static final Instant AT = Instant.parse("2026-12-20T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-01-02T06:00:00Z");

    private static Suspension given(String argument) {
        return Suspension.of(
                new Command(
                        "id",
                        "prod-eu-1",
                        Optional.empty(),
                        Command.Verb.SUSPEND,
                        argument,
                        "peak season",
                        "ada",
                        Duration.ofMinutes(1)),
                AT);
    }

    @Test
    void isReadAsItWasWritten() {
        assertThat(Suspension.read(given("").written())).isEqualTo(given(""));
        assertThat(Suspension.read(given(UNTIL.toString()).written())).isEqualTo(given(UNTIL.toString()));
    }

    @Test
    void readsWhatAnAgentOfBeforeWroteAsOneThatSomebodyHasToEnd() {
        // Given
        Json.Obj old = Json.ofTexts(Map.of("by", "ada", "reason", "", "at", AT.toString(), "command", "id"));
        // Then
        assertThat(Suspension.read(old).isFreeze()).isFalse();
        assertThat(Suspension.read(old).isInForce(Instant.MAX)).isTrue();
        assertThat(Suspension.read(old.with("until", new Json.Text("soon"))).isFreeze())
                .isFalse();
    }

    @Test
    void endsByItselfWhereItIsAFreeze() {
        Suspension freeze = given(UNTIL.toString());
        assertThat(freeze.isInForce(UNTIL.minusNanos(1))).isTrue();
        assertThat(freeze.isInForce(UNTIL)).isFalse();
    }

    @Test
    void saysWhoWhyAndUntilWhen() {
        assertThat(given(UNTIL.toString()).explain("It"))
                .isEqualTo("It was frozen by ada at 2026-12-20T00:00:00Z (peak season): nothing is applied or corrected"
                        + " until 2027-01-02T06:00:00Z.");
        assertThat(given("").explain("The whole cluster"))
                .isEqualTo("The whole cluster was suspended by ada at 2026-12-20T00:00:00Z (peak season): nothing is"
                        + " applied or corrected until it is resumed.");
    }
}
