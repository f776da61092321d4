package io.pilothouse.agent.reconcile.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.port.InventoryStore;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.plan.Inventory;
import io.pilothouse.core.slice.ClusterSpec;
import io.pilothouse.core.window.Freeze;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuspensionsTest {
    private static final Instant END = Instant.parse("2026-12-24T18:00:00Z");
    private static final ApplicationKey WEB = new ApplicationKey("prod-eu-1", Layer.APP, "shop", "web");

    private Instant clock = END.minusSeconds(1);
    private final Suspensions suspensions = new Suspensions(new Forgetful(), () -> clock);

    /// Between an owner's look and its sleep a freeze may end, and the owner must not sleep over that.
    @Test
    void theEndOfAFreezeOfTheRepositoryIsStillToComeForWhoLookedBefore() {
        // Given
        Freeze freeze =
                new Freeze(Optional.empty(), END.minusSeconds(60), END, "", new Origin("fleet/fleet.yaml", 1, 9));
        suspensions.setByRepository(
                new ClusterSpec("prod-eu-1", "prod", Map.of(), false, List.of(freeze)), "fleet/fleet.yaml");
        assertThat(suspensions.isSuspended(WEB)).isTrue();
        Instant looked = clock;
        // When
        clock = END.plusMillis(1);
        // Then
        assertThat(suspensions.isSuspended(WEB)).isFalse();
        assertThat(suspensions.nextChange(WEB, looked)).contains(END);
        assertThat(suspensions.nextChange(WEB, clock)).isEmpty();
    }

    @Test
    void theEndOfACommandedFreezeIsStillToComeForWhoLookedBefore() throws Exception {
        // Given
        suspensions.suspend(freeze(Optional.of(WEB)), clock);
        assertThat(suspensions.isSuspended(WEB)).isTrue();
        Instant looked = clock;
        // When
        clock = END.plusMillis(1);
        // Then
        assertThat(suspensions.isSuspended(WEB)).isFalse();
        assertThat(suspensions.nextChange(WEB, looked)).contains(END);
        assertThat(suspensions.nextChange(WEB, clock)).isEmpty();
    }

    private Command freeze(Optional<ApplicationKey> application) {
        return new Command(
                "id",
                "prod-eu-1",
                application,
                Command.Verb.SUSPEND,
                END.toString(),
                "peak season",
                "ada",
                Duration.ofMinutes(1));
    }

    @Test
    void aClockThatIsWrongForAMomentLiftsNoFreezeForGood() throws Exception {
        // Given
        suspensions.suspend(freeze(Optional.empty()), clock);
        Instant right = clock;
        // When somebody resumes another application while the clock is a day ahead
        clock = END.plus(Duration.ofDays(1));
        suspensions.suspend(freeze(Optional.of(WEB)), clock);
        suspensions.resume(Optional.of(WEB));
        clock = right;
        // Then
        assertThat(suspensions.isClusterSuspended()).isTrue();
    }

    @Test
    void anOverrideDoesNotOutliveTheTermOfTheAgent() throws Exception {
        // Given
        suspensions.suspend(freeze(Optional.of(WEB)), clock);
        assertThat(suspensions.overrule(WEB)).isTrue();
        assertThat(suspensions.isSuspended(WEB)).isFalse();
        // When
        suspensions.load();
        // Then
        assertThat(suspensions.isOverruled(WEB)).isFalse();
    }

    /// Takes everything, and keeps nothing.
    private static final class Forgetful implements InventoryStore {
        @Override
        public List<Inventory> loadAll() {
            return List.of();
        }

        @Override
        public void store(Inventory inventory) {}

        @Override
        public void remove(Inventory inventory) {}

        @Override
        public Optional<Json.Obj> load(String name) {
            return Optional.empty();
        }

        @Override
        public void store(String name, Json.Obj document) {}

        @Override
        public List<String> names(String prefix) {
            return List.of();
        }

        @Override
        public void remove(String name) {}

        @Override
        public byte[] key(String name) {
            return new byte[32];
        }
    }
}
