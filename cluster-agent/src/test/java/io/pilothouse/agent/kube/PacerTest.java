package io.pilothouse.agent.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final Pacer.Sign WELL = new Pacer.Sign.Answered(true);

    private final AtomicLong time = new AtomicLong();
    private final Pacer pacer = new Pacer(8, time::get, new Random(4));

    @Test
    void letsNoMoreThroughThanTheWindowIsWide() throws Exception {
        // Given
        long first = pacer.enter();
        for (int i = 1; i < pacer.limit(); i++) {
            pacer.enter();
        }
        CountDownLatch entered = new CountDownLatch(1);
        Thread late = Thread.startVirtualThread(() -> {
            try {
                pacer.enter();
                entered.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Awaitility.await().until(() -> late.getState() == Thread.State.WAITING);
        assertThat(entered.getCount()).isEqualTo(1);
        // When
        pacer.leave(first, WELL);
        // Then
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void sendsNothingUntilTheTimeThatWasAskedForIsOver() throws Exception {
        // Given
        Pacer real = new Pacer(8, System::nanoTime, new Random(4));
        long entered = real.enter();
        // When
        real.leave(entered, new Pacer.Sign.PushedBack(Duration.ofMillis(300)));
        long next = real.enter();
        // Then
        assertThat(next - entered).isGreaterThanOrEqualTo(Duration.ofMillis(300).toNanos());
    }

    @Test
    void comesBackALittleLaterThanAskedAndNeverTwiceTheSame() throws Exception {
        // Given
        int different = 0;
        // When / Then
        long last = 0;
        for (int seed = 0; seed < 5; seed++) {
            Pacer one = new Pacer(8, System::nanoTime, new Random(seed));
            long entered = one.enter();
            one.leave(entered, new Pacer.Sign.PushedBack(Duration.ofMillis(100)));
            long waited = one.enter() - entered;
            assertThat(waited).isGreaterThanOrEqualTo(Duration.ofMillis(100).toNanos());
            different += waited == last ? 0 : 1;
            last = waited;
        }
        assertThat(different).isEqualTo(5);
    }

    @Test
    void narrowsWhenNothingIsAnswered() throws Exception {
        // Given
        int before = pacer.limit();
        time.addAndGet(Duration.ofSeconds(1).toNanos());
        // When
        pacer.leave(pacer.enter(), new Pacer.Sign.Silent());
        // Then
        assertThat(pacer.limit()).isEqualTo(before / 2);
    }

    @Test
    void learnsNothingFromAnEndOfItsOwnMaking() throws Exception {
        // Given
        int before = pacer.limit();
        time.addAndGet(Duration.ofSeconds(1).toNanos());
        // When
        pacer.leave(pacer.enter(), new Pacer.Sign.Nothing());
        // Then
        assertThat(pacer.limit()).isEqualTo(before);
    }

    @Test
    void doesNotTakeTheLengthOfAListForSlowness() throws Exception {
        // Given
        for (int i = 0; i < 20; i++) {
            long entered = pacer.enter();
            time.addAndGet(Duration.ofMillis(5).toNanos());
            pacer.leave(entered, WELL);
        }
        int before = pacer.limit();
        // When
        long entered = pacer.enter();
        time.addAndGet(Duration.ofSeconds(2).toNanos());
        pacer.leave(entered, new Pacer.Sign.Answered(false));
        // Then
        assertThat(pacer.limit()).isGreaterThanOrEqualTo(before);
    }
}
