package io.pilothouse.desktop.state;

import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetSnapshot;
import java.time.Instant;
import java.util.List;

/// What the link tells the state.
public sealed interface FleetMessage {

    /// The hub is being called.
    ///
    /// @param attempt from 1, since the link was last up
    record Calling(int attempt) implements FleetMessage {}

    /// The hub answered.
    record Answered(HubDescription hub) implements FleetMessage {}

    /// This is the fleet; what was known before is void.
    record Replaced(FleetSnapshot snapshot) implements FleetMessage {}

    /// This happened since.
    record Happened(List<FleetEvent.Recorded> events) implements FleetMessage {
        public Happened {
            events = List.copyOf(events);
        }
    }

    /// The hub lives.
    ///
    /// @param hubTime its clock
    /// @param headSequence its newest event
    record Beat(Instant hubTime, long headSequence) implements FleetMessage {}

    /// The hub cannot be reached, or no longer.
    ///
    /// @param sentence why, and what to do
    /// @param attempt how many failed since the link was last up
    /// @param nextTry when it is called again, by this machine's clock
    record Lost(String sentence, int attempt, Instant nextTry) implements FleetMessage {}
}
