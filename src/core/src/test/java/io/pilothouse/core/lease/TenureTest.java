package io.pilothouse.core.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TenureTest {
    private static final Duration COUNTS = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

    private static LeaseRecord held(String holder, Instant renewed) {
        return new LeaseRecord(holder, COUNTS, NOW, renewed, 3);
    }

    private static long seconds(long seconds) {
        return seconds * 1_000_000_000;
    }

    @Test
    void takesWhatNobodyHas() {
        assertThat(Tenure.of("a").observe(Optional.empty(), 1).next(1, NOW, COUNTS))
                .isEqualTo(new Tenure.Move.Take(new LeaseRecord("a", COUNTS, NOW, NOW, 0)));
    }

    @Test
    void takesAtOnceWhatWasGivenBack() {
        // Given
        Tenure holder = Tenure.of("b").observe(Optional.of(held("b", NOW)), 1);
        LeaseRecord given = holder.release(NOW).orElseThrow();
        // Then
        assertThat(Tenure.of("a").observe(Optional.of(given), 1).next(1, NOW, COUNTS))
                .isInstanceOfSatisfying(
                        Tenure.Move.Take.class,
                        take -> assertThat(take.record().transitions()).isEqualTo(4));
    }

    @Test
    void renewsItsOwnAndKeepsWhenItTookIt() {
        // When
        Tenure.Move move =
                Tenure.of("a").observe(Optional.of(held("a", NOW)), 1).next(seconds(5), NOW.plusSeconds(5), COUNTS);
        // Then
        assertThat(move).isEqualTo(new Tenure.Move.Renew(held("a", NOW.plusSeconds(5))));
    }

    @Test
    void standsByForAsLongAsItSeesTheOtherRenewWhateverTheOthersClockSays() {
        // Given
        Tenure tenure = Tenure.of("a");
        Random random = new Random(1);
        for (int second = 1; second < 1_000; second += 10) {
            // the holder's clock jumps through the centuries
            Instant said = Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
            tenure = tenure.observe(Optional.of(held("b", said)), seconds(second));
            // Then
            assertThat(tenure.next(seconds(second + 9), NOW, COUNTS)).isEqualTo(new Tenure.Move.StandBy("b"));
        }
    }

    @Test
    void takesOverWhenItHasSeenNoRenewalForAsLongAsTheLeaseCounts() {
        // Given
        Tenure tenure = Tenure.of("a")
                .observe(Optional.of(held("b", NOW.plusSeconds(1_000_000))), seconds(100))
                .observe(Optional.of(held("b", NOW.plusSeconds(1_000_000))), seconds(120));
        // Then
        assertThat(tenure.next(seconds(130), NOW, COUNTS)).isEqualTo(new Tenure.Move.StandBy("b"));
        assertThat(tenure.next(seconds(130) + 1, NOW, COUNTS)).isInstanceOf(Tenure.Move.Take.class);
    }

    @Test
    void givesBackOnlyWhatIsItsOwn() {
        assertThat(Tenure.of("a").observe(Optional.of(held("b", NOW)), 1).release(NOW))
                .isEmpty();
        assertThat(Tenure.of("a").release(NOW)).isEmpty();
    }

    /// Agents that are paused, lose requests and have clocks of their own, against one lease that takes a write
    /// only from who saw its newest version. Each writes for so long after it renewed as the fence allows.
    @Test
    void neverLetsTwoAgentsWriteAtOnce() {
        for (int seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            List<Long> takeovers = new ArrayList<>();
            Optional<LeaseRecord> lease = Optional.empty();
            Tenure[] agents = {Tenure.of("a"), Tenure.of("b"), Tenure.of("c")};
            long[] mayWriteUntil = {0, 0, 0};
            long fence = seconds(25);
            for (long now = seconds(1); now < seconds(600); now += seconds(1)) {
                int agent = random.nextInt(3);
                boolean isPaused = random.nextInt(40) == 0;
                if (isPaused) {
                    now += seconds(random.nextInt(60));
                }
                agents[agent] = agents[agent].observe(lease, now);
                Instant clock = Instant.ofEpochSecond(random.nextInt(2_000_000_000));
                Optional<LeaseRecord> written = switch (agents[agent].next(now, clock, COUNTS)) {
                    case Tenure.Move.Take take -> Optional.of(take.record());
                    case Tenure.Move.Renew renew -> Optional.of(renew.record());
                    case Tenure.Move.StandBy _ -> Optional.empty();
                };
                if (written.isPresent() && random.nextInt(5) > 0) {
                    lease = written;
                    agents[agent] = agents[agent].observe(lease, now);
                    mayWriteUntil[agent] = now + fence;
                    takeovers.add(now);
                }
                long at = now;
                assertThat(java.util.Arrays.stream(mayWriteUntil)
                                .filter(until -> until > at)
                                .count())
                        .as("agents that write, seed " + seed)
                        .isLessThanOrEqualTo(1);
            }
            assertThat(takeovers).isNotEmpty();
        }
    }
}
