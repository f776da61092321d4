package io.pilothouse.hub.ledger;

import java.util.Optional;

/// How far the hub has an agent's journal.
///
/// @param epoch identity of the journal
/// @param acked the newest report that is durable; [#ANY] while the next report may have any number
/// @param isGapSeen a report did not follow; what the agent says next decides whether something is missing
public record AgentPosition(String epoch, long acked, boolean isGapSeen) {
    /// Nothing is known of the journal's numbers: its next report is taken whatever its number.
    public static final long ANY = -1;

    public AgentPosition(String epoch, long acked) {
        this(epoch, acked, false);
    }

    /// What a hello comes to.
    ///
    /// @param position where the hub stands now
    /// @param isResync the hub lacks something that the agent no longer has: it is to tell everything anew
    public record Resumption(AgentPosition position, boolean isResync) {
        /// @return the number after which the agent continues
        public long continueAfter() {
            return Math.max(0, position.acked);
        }
    }

    /// Compares what an agent has with what the hub has.
    ///
    /// @param known the hub's position for this cluster
    /// @param first the oldest report in the agent's journal, 0 for none
    /// @param last the newest report in the agent's journal, 0 for none
    public static Resumption resume(Optional<AgentPosition> known, String epoch, long first, long last) {
        return known.filter(position -> position.epoch.equals(epoch))
                .map(position -> resumeKnown(position, first, last))
                .orElseGet(() -> resumeUnknown(epoch, first, last));
    }

    private static Resumption resumeKnown(AgentPosition known, long first, long last) {
        if (known.acked == ANY) {
            return resumeUnknown(known.epoch, first, last);
        }
        AgentPosition here = new AgentPosition(known.epoch, known.acked);
        if (first == 0 && last == 0) {
            return known.isGapSeen
                    ? new Resumption(new AgentPosition(known.epoch, ANY), true)
                    : new Resumption(here, false);
        }
        long missingUntil = first == 0 ? last : first - 1;
        if (missingUntil > known.acked) {
            return new Resumption(new AgentPosition(known.epoch, missingUntil), true);
        }
        // The journal lost its newest reports, such as by a restored volume: numbers go on after the hub's.
        return new Resumption(here, last > 0 && last < known.acked);
    }

    private static Resumption resumeUnknown(String epoch, long first, long last) {
        if (first == 0 && last == 0) {
            return new Resumption(new AgentPosition(epoch, ANY), true);
        }
        long before = first == 0 ? last : first - 1;
        return new Resumption(new AgentPosition(epoch, before), before > 0);
    }
}
