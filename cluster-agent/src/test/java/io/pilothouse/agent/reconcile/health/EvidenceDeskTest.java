package io.pilothouse.agent.reconcile.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.evidence.Evidence;
import io.pilothouse.core.manifest.ResourceKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EvidenceDeskTest {
    private static final ApplicationKey APP = new ApplicationKey("eu", Layer.APP, "shop", "web");
    private static final Duration LONG = Duration.ofHours(1);

    private final BlockingQueue<Evidence> arrived = new LinkedBlockingQueue<>();

    private static ResourceKey pod(int number) {
        return new ResourceKey("", "Pod", "shop", "pod-" + number);
    }

    @Test
    void gathersOneAfterTheOther() throws Exception {
        // Given
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        EvidenceDesk desk = new EvidenceDesk(
                (_, _) -> {
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    underWay.decrementAndGet();
                    return Evidence.NONE;
                },
                Duration.ZERO);
        // When
        for (int i = 0; i < 50; i++) {
            assertThat(desk.ask(APP, pod(i), "v1", arrived::add)).isTrue();
        }
        // Then
        for (int i = 0; i < 50; i++) {
            assertThat(arrived.poll(20, TimeUnit.SECONDS)).isEqualTo(Evidence.NONE);
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void pausesAfterABurst() throws Exception {
        // Given
        List<ResourceKey> asked = new CopyOnWriteArrayList<>();
        EvidenceDesk desk = new EvidenceDesk(
                (key, _) -> {
                    asked.add(key);
                    return Evidence.NONE;
                },
                LONG);
        // When
        for (int i = 0; i < 3 * EvidenceDesk.BURST; i++) {
            desk.ask(APP, pod(i), "v1", arrived::add);
        }
        for (int i = 0; i < EvidenceDesk.BURST; i++) {
            assertThat(arrived.poll(20, TimeUnit.SECONDS)).isNotNull();
        }
        // Then the next would come in an hour
        assertThat(arrived.poll(100, TimeUnit.MILLISECONDS)).isNull();
        assertThat(asked).hasSize(EvidenceDesk.BURST);
        desk.close();
    }

    @Test
    void refusesWhatDoesNotFitAndAsksOnceAboutWhatIsAskedTwice() throws Exception {
        // Given a desk whose first question is never answered
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        EvidenceDesk desk = new EvidenceDesk(
                (_, _) -> {
                    begun.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Evidence.NONE;
                },
                Duration.ZERO);
        desk.ask(APP, pod(-1), "v1", arrived::add);
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        // When
        for (int i = 0; i < EvidenceDesk.MOST_WAITING - 1; i++) {
            assertThat(desk.ask(APP, pod(i), "v1", arrived::add)).isTrue();
            assertThat(desk.ask(APP, pod(i), "v1", arrived::add)).isTrue();
        }
        // Then
        assertThat(desk.ask(APP, pod(1_000), "v1", arrived::add)).isTrue();
        assertThat(desk.ask(APP, pod(1_001), "v1", arrived::add)).isFalse();
        desk.close();
        assertThat(desk.ask(APP, pod(1_002), "v1", arrived::add)).isFalse();
    }
}
