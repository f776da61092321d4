package io.pilothouse.desktop.state;

import io.pilothouse.desktop.reading.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The link to the hub as a person sees it, at one moment.
///
/// ```
/// Connecting -> Live <-> Lagging
///     |          |          |
///     v          v          v
/// Unreachable   Away <------+      (both try again by themselves; either goes to Live)
/// ```
/// Contact between the hub and an agent is another thing, see [io.pilothouse.core.status.Contact].
public sealed interface LinkState {
    /// From here on the lag is shown.
    Duration LAG = Duration.ofSeconds(2);
    /// From here on nothing may be sent: a person would act on what is no longer so.
    Duration TOO_OLD = Duration.ofSeconds(10);
    /// A heartbeat of the hub is due every two seconds; half a second more is not lag.
    Duration QUIET = Duration.ofMillis(2_500);

    /// The hub is called for the first time.
    record Connecting(Duration age) implements LinkState {}

    /// The hub could not be reached yet: nothing is known.
    record Unreachable(String reason, int attempt, Duration nextTry) implements LinkState {}

    /// What is shown is what the hub knows.
    record Live() implements LinkState {}

    /// The hub is there, but what is shown is older than it should be.
    record Lagging(Duration by) implements LinkState {}

    /// The hub was there and is gone. What is shown is from before.
    ///
    /// @param since when it was last heard, by this machine's clock
    record Away(Instant since, String reason, int attempt, Duration nextTry) implements LinkState {}

    /// Says what the facts come to at a moment.
    static LinkState of(Connection connection, Instant now) {
        return switch (connection.phase()) {
            case CALLING ->
                connection.reason().isEmpty()
                        ? new Connecting(Duration.between(connection.since(), now))
                        : new Unreachable(connection.reason(), connection.attempt(), until(connection, now));
            case UP -> {
                Duration lag = lag(connection, now);
                yield lag.compareTo(LAG) < 0 ? new Live() : new Lagging(lag);
            }
            case DOWN ->
                new Away(connection.since(), connection.reason(), connection.attempt(), until(connection, now));
        };
    }

    /// @return why no command may be sent now; empty if one may
    default Optional<String> whyNoCommands() {
        return switch (this) {
            case Live ignored -> Optional.empty();
            case Lagging lagging ->
                lagging.by().compareTo(TOO_OLD) < 0
                        ? Optional.empty()
                        : Optional.of("What you see is " + Words.age(lagging.by())
                                + " old. Commands are off until it is current again.");
            case Away ignored -> Optional.of("The hub is not connected. Commands are off; none is kept for later.");
            case Unreachable ignored -> Optional.of("The hub is not connected. Commands are off.");
            case Connecting ignored -> Optional.of("The hub is not connected yet.");
        };
    }

    /// @return true if the hub was lost or never reached
    default boolean isDown() {
        return this instanceof Away || this instanceof Unreachable;
    }

    private static Duration lag(Connection connection, Instant now) {
        Duration silent = Duration.between(connection.heardAt(), now).minus(QUIET);
        Duration behind = connection.behindSince().equals(Instant.MAX)
                ? Duration.ZERO
                : Duration.between(connection.behindSince(), now);
        Duration lag = silent.compareTo(behind) > 0 ? silent : behind;
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    private static Duration until(Connection connection, Instant now) {
        Duration left = Duration.between(now, connection.nextTry());
        return left.isNegative() ? Duration.ZERO : left;
    }
}
