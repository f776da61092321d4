package io.pilothouse.agent.reconcile.pace;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.ReportSink;
import io.pilothouse.agent.port.SignalSink;
import io.pilothouse.agent.reconcile.tombstone.Tombstones;
import io.pilothouse.core.drift.Fingerprints;
import java.time.Instant;

/// What all applications of a cluster share.
public record Context(
        ReconcileSettings settings,
        Cluster cluster,
        ReportSink reports,
        SignalSink signals,
        Workers workers,
        InfraGate gate,
        DependencyGate dependencies,
        Suspensions suspensions,
        Tombstones tombstones,
        ClusterKey key) {
    /// @return what fingerprints of Secrets are made with
    public Fingerprints fingerprints() {
        return key.fingerprints();
    }

    /// @return the time
    public Instant now() {
        return settings.clock().instant();
    }
}
