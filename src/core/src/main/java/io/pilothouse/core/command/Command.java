package io.pilothouse.core.command;

import io.pilothouse.core.application.ApplicationKey;
import java.time.Duration;
import java.util.Optional;

/// What an operator asks of one cluster's agent. A small verb: it never carries desired state.
///
/// @param id unique; an agent runs an id once, however often it arrives
/// @param cluster whose agent
/// @param application which application; the whole cluster where empty
/// @param verb what to do
/// @param reason why, in the operator's words; may be empty
/// @param issuedBy the identity of the operator
/// @param timeToLive how long after it was issued an agent may still begin it; a command that arrives later expires
public record Command(
        String id,
        String cluster,
        Optional<ApplicationKey> application,
        Verb verb,
        String reason,
        String issuedBy,
        Duration timeToLive) {

    /// The verbs.
    public enum Verb {
        /// Fetch, render and apply now, and give up waiting for a back-off.
        SYNC_NOW,
        /// Stop applying and correcting until resumed; go on watching and reporting.
        SUSPEND,
        /// Take up again where suspended.
        RESUME
    }
}
