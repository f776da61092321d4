package io.pilothouse.agent.reconcile.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.FieldDrift;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FightBreakerTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final ResourceKey WEB = new ResourceKey("apps", "Deployment", "shop", "web");
    private static final List<FieldDrift> REPLICAS = field("/spec/replicas");

    private final FightBreaker breaker = new FightBreaker();

    private static List<FieldDrift> field(String path) {
        return List.of(new FieldDrift(path, DriftKind.CHANGED, "1", "2", "hpa", "Update", Optional.empty()));
    }

    private void correct(int times) {
        for (int i = 0; i < times; i++) {
            breaker.corrected(WEB, REPLICAS, T0.plusSeconds(i));
        }
    }

    @Test
    void letsAFieldBeCorrectedFiveTimes() {
        // When
        correct(4);
        // Then
        assertThat(breaker.check(WEB, REPLICAS, T0.plusSeconds(10))).isEmpty();
    }

    @Test
    void stopsAfterThatUntilTheOldestIsTenMinutesOld() {
        // When
        correct(5);
        // Then
        assertThat(breaker.check(WEB, REPLICAS, T0.plusSeconds(10)))
                .map(FightBreaker.Truce::until)
                .contains(T0.plus(FightBreaker.WINDOW));
        assertThat(breaker.check(WEB, REPLICAS, T0.plus(FightBreaker.WINDOW).plusMillis(1)))
                .isEmpty();
    }

    @Test
    void goesOnCorrectingOtherFieldsAndObjects() {
        // When
        correct(5);
        // Then
        assertThat(breaker.check(WEB, field("/spec/paused"), T0)).isEmpty();
        assertThat(breaker.check(new ResourceKey("apps", "Deployment", "shop", "api"), REPLICAS, T0))
                .isEmpty();
    }

    @Test
    void forgetsWhatIsOld() {
        // Given
        correct(5);
        // When
        breaker.tidy(T0.plus(Duration.ofHours(1)));
        // Then
        assertThat(breaker.check(WEB, REPLICAS, T0.plusSeconds(10))).isEmpty();
    }
}
