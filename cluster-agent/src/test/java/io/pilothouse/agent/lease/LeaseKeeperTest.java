package io.pilothouse.agent.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.InventoryStore;
import io.pilothouse.agent.port.LeaseStore;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.lease.LeaseRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {
    private final Shelf shelf = new Shelf();
    private final AtomicLong nanos = new AtomicLong(seconds(1_000));
    private Instant clock = Instant.parse("2026-05-01T00:00:00Z");
    private int changes;
    private final LeaseKeeper one = keeper("one");
    private final LeaseKeeper other = keeper("other");

    private LeaseKeeper keeper(String self) {
        return new LeaseKeeper(LeaseSettings.of(self), shelf, () -> clock, nanos::get, () -> changes++);
    }

    private static long seconds(long seconds) {
        return seconds * 1_000_000_000;
    }

    /// A lease in memory, as the API server keeps it.
    private static final class Shelf implements LeaseStore {
        private Optional<LeaseRecord> record = Optional.empty();
        private int version;
        private boolean isAway;
        private boolean isContended;

        @Override
        public Seen read() throws InventoryStore.UnusableException {
            if (isAway) {
                throw new InventoryStore.UnusableException(
                        new StepOutcome.Unreachable(Codes.UNREACHABLE, "It is away.", Duration.ZERO));
            }
            return new Seen(record, "" + version);
        }

        @Override
        public boolean write(LeaseRecord written, Seen seen) throws InventoryStore.UnusableException {
            read();
            if (isContended || !seen.version().equals("" + version)) {
                return false;
            }
            record = Optional.of(written);
            version++;
            return true;
        }
    }

    @Test
    void onlyOneOfTwoHoldsIt() {
        // When
        one.turn();
        other.turn();
        // Then
        assertThat(one.isHeld()).isTrue();
        assertThat(one.standing()).isEmpty();
        assertThat(other.isHeld()).isFalse();
        assertThat(other.standing()).startsWith(Codes.STANDING_BY).contains("Agent one holds the lease");
        assertThat(changes).as("each tells of its first look").isEqualTo(2);
    }

    @Test
    void knowsNothingBeforeItHasLooked() {
        // Given
        assertThat(one.hasLooked()).isFalse();
        shelf.isAway = true;
        // When
        one.turn();
        // Then
        assertThat(one.hasLooked()).isTrue();
        assertThat(one.standing()).contains("It is away.");
        assertThat(changes).isEqualTo(1);
        // When
        one.turn();
        // Then
        assertThat(changes).isEqualTo(1);
    }

    @Test
    void stopsByItselfWhenItCannotRenew() {
        // Given
        one.turn();
        shelf.isAway = true;
        // When
        nanos.addAndGet(seconds(17));
        one.turn();
        // Then
        assertThat(one.isHeld()).isTrue();
        // When
        nanos.addAndGet(seconds(1));
        // Then
        assertThat(one.isHeld()).isFalse();
        assertThat(one.standing()).contains("cannot renew its lease", "It is away.");
    }

    @Test
    void writesNothingAfterAPauseEvenBeforeItLooks() {
        // Given
        one.turn();
        // When
        nanos.addAndGet(seconds(3_600));
        // Then
        assertThat(one.isHeld()).isFalse();
    }

    @Test
    void countsATermForEveryTimeItCouldHaveBeenAnothers() {
        // Given
        one.turn();
        long first = one.term();
        nanos.addAndGet(seconds(5));
        one.turn();
        assertThat(one.term()).isEqualTo(first);
        // When
        nanos.addAndGet(seconds(60));
        one.turn();
        // Then
        assertThat(one.isHeld()).isTrue();
        assertThat(one.term()).isGreaterThan(first);
    }

    @Test
    void takesOverWhenTheOtherWasNotSeenToRenew() {
        // Given
        one.turn();
        other.turn();
        // When
        nanos.addAndGet(seconds(29));
        other.turn();
        // Then
        assertThat(other.isHeld()).isFalse();
        // When
        nanos.addAndGet(seconds(2));
        other.turn();
        // Then
        assertThat(other.isHeld()).isTrue();
        assertThat(one.isHeld()).isFalse();
    }

    @Test
    void doesNotMindClocksThatJump() {
        // Given
        one.turn();
        // When
        clock = clock.plus(Duration.ofDays(400));
        other.turn();
        clock = clock.minus(Duration.ofDays(4_000));
        nanos.addAndGet(seconds(5));
        one.turn();
        other.turn();
        // Then
        assertThat(one.isHeld()).isTrue();
        assertThat(other.isHeld()).isFalse();
    }

    @Test
    void standsByWhenAnotherWasFaster() {
        // Given
        shelf.isContended = true;
        // When
        one.turn();
        // Then
        assertThat(one.isHeld()).isFalse();
        assertThat(one.standing()).contains("was faster");
    }

    @Test
    void givesItBackWhenItEnds() {
        // Given
        one.start();
        org.awaitility.Awaitility.await().until(one::isHeld);
        // When
        one.close();
        other.turn();
        // Then
        assertThat(one.isHeld()).isFalse();
        assertThat(other.isHeld()).isTrue();
    }
}
