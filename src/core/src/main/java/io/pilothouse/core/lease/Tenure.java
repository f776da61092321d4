package io.pilothouse.core.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What one agent knows of the lease, and what it may do next. The rules are those of client-go's leader election: a
/// lease of another is over when it was seen unchanged for as long as it counts, by a clock that only goes forward; the
/// times in the lease are compared for equality only, so that no clock that jumps or differs makes two holders.
///
/// ```
/// nobody's, or given back, or seen unchanged for too long -> Take
/// ours                                                    -> Renew
/// another's                                               -> StandBy
/// ```
/// @param self who we are
/// @param seen what the lease said when we last looked; empty if there was none
/// @param since when we first saw it say so, in nanoseconds of a clock that only goes forward
public record Tenure(String self, Optional<LeaseRecord> seen, long since) {

    /// An agent that has not looked yet.
    public static Tenure of(String self) {
        return new Tenure(self, Optional.empty(), 0);
    }

    /// What to do next.
    public sealed interface Move {
        /// Write this; whoever is faster has it.
        record Take(LeaseRecord record) implements Move {}

        /// Write this, to keep it.
        record Renew(LeaseRecord record) implements Move {}

        /// Look again later.
        ///
        /// @param holder who has it
        record StandBy(String holder) implements Move {}
    }

    /// @param record what the lease says
    /// @param nanos now, by the clock that only goes forward
    public Tenure observe(Optional<LeaseRecord> record, long nanos) {
        return record.equals(seen) && since != 0 ? this : new Tenure(self, record, nanos);
    }

    /// @param now the time of day, for people
    /// @param duration how long the lease is to count
    public Move next(long nanos, Instant now, Duration duration) {
        if (seen.isEmpty()) {
            return new Move.Take(new LeaseRecord(self, duration, now, now, 0));
        }
        LeaseRecord record = seen.get();
        if (record.holder().equals(self)) {
            return new Move.Renew(new LeaseRecord(self, duration, record.acquired(), now, record.transitions()));
        }
        boolean isOver =
                record.holder().isEmpty() || nanos - since > record.duration().toNanos();
        return isOver
                ? new Move.Take(new LeaseRecord(self, duration, now, now, record.transitions() + 1))
                : new Move.StandBy(record.holder());
    }

    /// @return what to write to give it back, so that the next one need not wait; empty if it is not ours
    public Optional<LeaseRecord> release(Instant now) {
        return seen.filter(record -> record.holder().equals(self))
                .map(record ->
                        new LeaseRecord("", Duration.ofSeconds(1), record.acquired(), now, record.transitions()));
    }
}
