package io.pilothouse.hub.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KNOWN = List.of("prod-eu-1", "prod-us-1", "staging-1");

    @Test
    void findsTheNameThatWasMeant() {
        // Given
        String typed = "prod-eu1";
        // When
        var nearest = Nearest.to(typed, KNOWN);
        // Then
        assertThat(nearest).hasValue("prod-eu-1");
    }

    @Test
    void guessesNothingFromFarAway() {
        // Given
        String typed = "something-else";
        // When
        var nearest = Nearest.to(typed, KNOWN);
        // Then
        assertThat(nearest).isEmpty();
    }
}
