package io.pilothouse.desktop.state;

import io.pilothouse.desktop.reading.Moment;
import java.time.Duration;
import java.time.Instant;

/// What is known of the link to the hub. Facts only: what they come to depends on the time, see [LinkState].
///
/// @param phase how far it is
/// @param since when the phase began, by this machine's clock
/// @param hub who answered last; [HubDescription#NONE] before the first answer
/// @param heardAt when the hub last said anything, by this machine's clock; [Instant#EPOCH] before
/// @param behindSince since when the hub has events that did not arrive; [Instant#MAX] while there are none
/// @param hubAhead the hub's clock minus this machine's
/// @param attempt failed calls since the link was last up
/// @param nextTry when the hub is called again
/// @param reason why the link is down, a sentence; empty while it is not
public record Connection(
        Phase phase,
        Instant since,
        HubDescription hub,
        Instant heardAt,
        Instant behindSince,
        Duration hubAhead,
        int attempt,
        Instant nextTry,
        String reason) {

    /// How far a link is.
    public enum Phase {
        /// The hub was never reached.
        CALLING,
        /// The hub answers and the fleet is on its way or here.
        UP,
        /// It was there, and is gone.
        DOWN
    }

    /// @return the beginning
    public static Connection none(Instant now) {
        return new Connection(
                Phase.CALLING, now, HubDescription.NONE, Instant.EPOCH, Instant.MAX, Duration.ZERO, 0, now, "");
    }

    /// @return the moment to read the fleet at
    public Moment moment(Instant now) {
        return new Moment(now.plus(hubAhead), heardAt.equals(Instant.EPOCH) ? Instant.EPOCH : heardAt.plus(hubAhead));
    }

    /// The hub said who it is. Nothing of the fleet came yet, so what is shown is as old as before.
    Connection answered(HubDescription described, Instant now) {
        return new Connection(
                phase,
                since,
                described,
                heardAt,
                behindSince,
                Duration.between(now, described.hubTime()),
                attempt,
                nextTry,
                reason);
    }

    /// Something of the fleet came.
    Connection heard(Instant now) {
        return new Connection(Phase.UP, phase == Phase.UP ? since : now, hub, now, behindSince, hubAhead, 0, now, "");
    }

    /// The hub told its time, and whether there is more than came.
    Connection beat(Instant hubTime, boolean isBehind, Instant now) {
        Connection heard = heard(now);
        Instant behind = !isBehind ? Instant.MAX : behindSince.equals(Instant.MAX) ? now : behindSince;
        return new Connection(
                heard.phase,
                heard.since,
                hub,
                now,
                behind,
                Duration.between(now, hubTime),
                heard.attempt,
                heard.nextTry,
                heard.reason);
    }

    /// The hub cannot be reached, or no longer.
    Connection lost(String why, int attempts, Instant next) {
        boolean wasHeard = !heardAt.equals(Instant.EPOCH);
        return new Connection(
                wasHeard ? Phase.DOWN : Phase.CALLING,
                wasHeard ? heardAt : since,
                hub,
                heardAt,
                Instant.MAX,
                hubAhead,
                attempts,
                next,
                why);
    }
}
