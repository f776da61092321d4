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

    /// @return the moment it is, for what is scheduled and measured
    public Instant now() {
        return clocks().now();
    }

    /// @return the date it is, for people and their calendars
    public Instant date() {
        return clocks().date();
    }

    /// @return the two times, and how one becomes the other
    public Clocks clocks() {
        return settings.clocks();
    }
}
