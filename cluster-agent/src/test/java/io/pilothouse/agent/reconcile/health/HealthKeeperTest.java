package io.pilothouse.agent.reconcile.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.evidence.Evidence;
import io.pilothouse.core.evidence.Warning;
import io.pilothouse.core.health.Verdict;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.HealthRule;
import io.pilothouse.core.policy.ObjectTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HealthKeeperTest {
    private static final ApplicationKey APP = new ApplicationKey("eu", Layer.APP, "shop", "web");
    private static final ResourceKey DISK = new ResourceKey("", "PersistentVolumeClaim", "shop", "disk");
    private static final Verdict LOST = Verdict.degraded("its volume is lost");
    private static final Evidence EVENT = new Evidence(
            Optional.empty(),
            Optional.of(new Warning("ClaimLost", "the node burnt", "PersistentVolumeClaim disk", Instant.EPOCH)),
            List.of());

    private final BlockingQueue<ResourceKey> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> arrivals = new LinkedBlockingQueue<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final HealthKeeper keeper = new HealthKeeper(
            APP,
            HealthMeans.LEAST,
            new EvidenceDesk(
                    (key, _) -> {
                        asked.add(key);
                        return EVENT;
                    },
                    Duration.ZERO),
            () -> now,
            () -> arrivals.add(true));

    private boolean isAsked(Verdict verdict, boolean isLate) throws InterruptedException {
        keeper.note(DISK, "v1", verdict, isLate);
        keeper.ask();
        boolean isAsked = asked.poll(200, TimeUnit.MILLISECONDS) != null;
        if (isAsked) {
            assertThat(arrivals.poll(20, TimeUnit.SECONDS)).isTrue();
        }
        return isAsked;
    }

    @Test
    void asksForEvidenceWhenAnObjectTurnsDegradedAndNotBefore() throws Exception {
        assertThat(isAsked(Verdict.HEALTHY, false)).isFalse();
        assertThat(isAsked(Verdict.progressing("it is not bound"), false)).isFalse();
        assertThat(isAsked(LOST, false)).isTrue();
        assertThat(keeper.explain(DISK, LOST))
                .isEqualTo("its volume is lost; ClaimLost of PersistentVolumeClaim disk: the node burnt");
    }

    @Test
    void asksAboutWhatARunWaitsForInVain() throws Exception {
        assertThat(isAsked(Verdict.progressing("it is not bound"), true)).isTrue();
    }

    @Test
    void asksAgainOnlyAfterAWhileOrForNews() throws Exception {
        // Given
        assertThat(isAsked(LOST, false)).isTrue();
        assertThat(isAsked(LOST, false)).isFalse();
        Verdict other = Verdict.degraded("its size was refused");
        assertThat(isAsked(other, false)).isFalse();
        // When
        now = now.plusSeconds(60);
        // Then
        assertThat(isAsked(LOST, false)).isFalse();
        assertThat(isAsked(other, false)).isTrue();
        now = now.plusSeconds(600);
        assertThat(isAsked(other, false)).isTrue();
    }

    @Test
    void forgetsTheEvidenceOfWhatWorksAgainAndOfWhatIsGone() throws Exception {
        // Given
        assertThat(isAsked(LOST, false)).isTrue();
        // When
        keeper.note(DISK, "v1", Verdict.HEALTHY, false);
        // Then
        assertThat(keeper.evidence(DISK)).isEqualTo(Evidence.NONE);
        assertThat(isAsked(LOST, false)).isTrue();
        keeper.forget(DISK);
        assertThat(keeper.evidence(DISK)).isEqualTo(Evidence.NONE);
    }

    @Test
    void saysWhichVerdictsNoLongerCountWhenRulesChange() {
        // Given
        HealthRule rule = new HealthRule(
                new ObjectTarget("core", "PersistentVolumeClaim", "", ""),
                Optional.of("true"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Origin("fleet/fleet.yaml", 1, 3));
        ResourceKey other = new ResourceKey("", "Service", "shop", "web");
        // When
        var added = keeper.govern(List.of(rule));
        var same = keeper.govern(List.of(rule));
        var removed = keeper.govern(List.of());
        // Then
        assertThat(added.test(DISK)).isTrue();
        assertThat(added.test(other)).isFalse();
        assertThat(same.test(DISK)).isFalse();
        assertThat(removed.test(DISK)).isTrue();
    }
}
