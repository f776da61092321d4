package io.pilothouse.agent.reconcile;

import io.pilothouse.agent.port.ReportSink;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.ClusterStatus;
import io.pilothouse.core.status.DriftRecord;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.ObjectStatus;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.status.SyncStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What a hub would know. Thread-safe.
final class RecordedReports implements ReportSink {
    private final List<AgentReport> all = new ArrayList<>();
    private final Map<ApplicationKey, ApplicationStatus> applications = new TreeMap<>();
    private final Map<ApplicationKey, Map<ResourceKey, ObjectStatus>> objects = new TreeMap<>();
    private final List<DriftRecord> drift = new ArrayList<>();
    private Set<ApplicationKey> slice = Set.of();
    private ClusterStatus cluster = ClusterStatus.NONE;

    @Override
    public synchronized void report(AgentReport report) {
        all.add(report);
        switch (report) {
            case AgentReport.Event event -> fold(event.event());
            case AgentReport.Objects changed -> {
                var known = objects.computeIfAbsent(changed.application(), _ -> new TreeMap<>());
                if (changed.isComplete()) {
                    known.clear();
                }
                changed.upserted().forEach(object -> known.put(object.key(), object));
                changed.removed().forEach(known::remove);
            }
        }
    }

    private void fold(FleetEvent event) {
        switch (event) {
            case FleetEvent.ApplicationReported reported ->
                applications.put(reported.status().key(), reported.status());
            case FleetEvent.ClusterReported reported -> cluster = reported.status();
            case FleetEvent.SliceReported reported -> slice = reported.applications();
            case FleetEvent.DriftReported reported -> drift.add(reported.drift());
            case FleetEvent.ContactChanged _, FleetEvent.CommandAccepted _, FleetEvent.CommandAdvanced _ ->
                throw new AssertionError("not the reconciler's to report: " + event);
        }
    }

    synchronized Optional<ApplicationStatus> application(ApplicationKey key) {
        return Optional.ofNullable(applications.get(key));
    }

    synchronized Map<ResourceKey, ObjectStatus> objects(ApplicationKey key) {
        return new TreeMap<>(objects.getOrDefault(key, Map.of()));
    }

    synchronized List<DriftRecord> drift(ApplicationKey key) {
        return drift.stream().filter(record -> record.application().equals(key)).toList();
    }

    synchronized Set<ApplicationKey> slice() {
        return slice;
    }

    synchronized ClusterStatus cluster() {
        return cluster;
    }

    synchronized List<AgentReport> all() {
        return List.copyOf(all);
    }

    /// @return true if it is synced to the commit, healthy, and its run ended well
    synchronized boolean isSettled(ApplicationKey key, io.pilothouse.core.application.Revision revision) {
        return application(key)
                .filter(status -> status.sync() == SyncStatus.SYNCED
                        && status.health() == Health.HEALTHY
                        && status.phase() == RunPhase.SUCCEEDED
                        && status.applied().equals(revision))
                .isPresent();
    }
}
