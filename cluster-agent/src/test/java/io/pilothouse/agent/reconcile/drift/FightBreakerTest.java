package io.pilothouse.agent.reconcile.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.status.FieldDrift;
import io.pilothouse.core.tolerance.Penalty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FightBreakerTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final ResourceKey WEB = new ResourceKey("apps", "Deployment", "shop", "web");
    private static final FieldDrift REPLICAS = field("/spec/replicas");
    private static final FieldDrift PAUSED = field("/spec/paused");

    private final FightBreaker breaker = new FightBreaker();

    private static FieldDrift field(String path) {
        return new FieldDrift(path, DriftKind.CHANGED, "1", "2", "hpa", "Update", Optional.empty());
    }

    private void correct(int times) {
        for (int i = 0; i < times; i++) {
            breaker.corrected(WEB, List.of(REPLICAS), T0.plusSeconds(i));
        }
    }

    @Test
    void letsAFieldBeCorrectedFiveTimes() {
        // When
        correct(4);
        // Then
        assertThat(breaker.truces(WEB, List.of(REPLICAS), T0.plusSeconds(10))).isEmpty();
    }

    @Test
    void leavesTheFieldAloneThenAndTriesAgainLater() {
        // Given
        correct(5);
        // When
        List<Truce> truces = breaker.truces(WEB, List.of(REPLICAS), T0.plusSeconds(5));
        // Then
        assertThat(truces).singleElement().satisfies(truce -> {
            assertThat(Duration.between(T0, truce.until()))
                    .isBetween(Duration.ofMinutes(9), Penalty.HALF_LIFE.plusSeconds(5));
            assertThat(truce.field().corrections()).isEqualTo(5);
            assertThat(truce.field().firstSeenAt()).contains(T0);
            assertThat(breaker.truces(WEB, List.of(REPLICAS), truce.until().minusSeconds(1)))
                    .hasSize(1);
            assertThat(breaker.truces(WEB, List.of(REPLICAS), truce.until())).isEmpty();
        });
    }

    @Test
    void goesOnCorrectingOtherFieldsAndObjects() {
        // When
        correct(5);
        // Then
        assertThat(breaker.truces(WEB, List.of(PAUSED, REPLICAS), T0.plusSeconds(5)))
                .extracting(truce -> truce.field().path())
                .containsExactly("/spec/replicas");
        ResourceKey api = new ResourceKey("apps", "Deployment", "shop", "api");
        assertThat(breaker.truces(api, List.of(REPLICAS), T0.plusSeconds(5))).isEmpty();
    }

    @Test
    void forgetsWhatIsOld() {
        // Given
        correct(5);
        // When
        breaker.tidy(T0.plus(Duration.ofHours(2)));
        // Then
        assertThat(breaker.size()).isZero();
    }

    @Test
    void remembersABoundedNumberOfFieldsAndOfThoseTheWorst() {
        // Given
        correct(5);
        for (int i = 0; i < 2 * FightBreaker.MOST_FIELDS; i++) {
            breaker.corrected(WEB, List.of(field("/data/" + i)), T0.plusSeconds(5));
        }
        // When
        breaker.tidy(T0.plusSeconds(5));
        // Then
        assertThat(breaker.size()).isEqualTo(FightBreaker.MOST_FIELDS);
        assertThat(breaker.truces(WEB, List.of(REPLICAS), T0.plusSeconds(6))).hasSize(1);
    }
}
