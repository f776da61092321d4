package io.pilothouse.agent.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.manifest.ResourceKey;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CooldownTest {
    private static final ResourceKey WEB = new ResourceKey("", "ConfigMap", "shop", "web");
    private static final ResourceKey OTHER = new ResourceKey("", "ConfigMap", "shop", "other");

    private final AtomicLong time = new AtomicLong();
    private final Cooldown cooldown = new Cooldown(time::get, new Random(4));

    @Test
    void keepsASecondAfterAFailure() {
        // When
        cooldown.ended(WEB, true);
        // Then
        assertThat(cooldown.left(WEB)).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1250));
        assertThat(cooldown.left(OTHER)).isZero();
    }

    @Test
    void isOverAfterThatSecond() {
        // Given
        cooldown.ended(WEB, true);
        // When
        time.addAndGet(Duration.ofMillis(1250).toNanos());
        // Then
        assertThat(cooldown.left(WEB)).isZero();
    }

    @Test
    void keepsNothingAfterASuccess() {
        // Given
        cooldown.ended(WEB, true);
        // When
        cooldown.ended(WEB, false);
        // Then
        assertThat(cooldown.left(WEB)).isZero();
    }

    @Test
    void doesNotGrowWithTheNumberOfFailuresThatAreOver() {
        // Given
        for (int i = 0; i < 1_500; i++) {
            cooldown.ended(new ResourceKey("", "ConfigMap", "shop", "web-" + i), true);
        }
        time.addAndGet(Duration.ofSeconds(2).toNanos());
        // When
        cooldown.ended(WEB, true);
        // Then
        assertThat(cooldown.size()).isEqualTo(1);
    }
}
