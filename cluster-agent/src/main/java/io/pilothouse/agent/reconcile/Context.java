package io.pilothouse.agent.reconcile;

import io.pilothouse.core.drift.Fingerprints;
import java.time.Instant;
import java.util.function.Consumer;

/// What every application's owner shares with the others.
///
/// @param ended called when an application has gone for good
record Context(
        ReconcileSettings settings,
        Cluster cluster,
        ReportSink reports,
        SignalSink signals,
        Workers workers,
        LiveRouter router,
        InfraGate gate,
        Suspensions suspensions,
        Overview overview,
        Fingerprints fingerprints,
        Consumer<ApplicationOwner> ended) {
    Instant now() {
        return settings.clock().instant();
    }
}
