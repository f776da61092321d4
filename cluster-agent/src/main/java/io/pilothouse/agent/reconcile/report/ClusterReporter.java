package io.pilothouse.agent.reconcile.report;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.slice.Slice;
import io.pilothouse.core.status.ClusterStatus;
import io.pilothouse.core.status.SourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reports the cluster and its list of applications, but only what changed. Belongs to the reconciler's thread.
public final class ClusterReporter {
    private static final Duration FRESHNESS = Duration.ofMinutes(5);

    private final Context context;
    private ClusterStatus reported = ClusterStatus.NONE;
    private Set<ApplicationKey> reportedSlice = Set.of();
    private volatile ClusterStatus newest = ClusterStatus.NONE;

    public ClusterReporter(Context context) {
        this.context = context;
    }

    /// @return the applications that were reported last
    public Set<ApplicationKey> slice() {
        return reportedSlice;
    }

    /// @param isAnew report them whatever was reported before
    public void reportSlice(Slice slice, Set<ApplicationKey> applications, boolean isAnew) {
        if (isAnew || !applications.equals(reportedSlice)) {
            reportedSlice = Set.copyOf(applications);
            context.reports()
                    .report(new AgentReport.Event(new FleetEvent.SliceReported(
                            context.settings().cluster(), slice.revision(), reportedSlice)));
        }
    }

    /// @param error why the agent cannot do its work; empty if it can
    public void reportCluster(
            Cluster.Facts.Known facts, Optional<Slice> slice, SourceStatus git, String error, boolean isAnew) {
        ClusterStatus status = new ClusterStatus(
                facts.uid(),
                slice.map(s -> s.cluster().environment()).orElse(""),
                slice.map(s -> s.cluster().labels()).orElse(Map.of()),
                facts.version(),
                context.settings().agentVersion(),
                git,
                context.suspensions().isClusterSuspended(),
                error);
        newest = status;
        if (isAnew || isWorthTelling(status)) {
            reported = status;
            context.reports()
                    .report(new AgentReport.Event(
                            new FleetEvent.ClusterReported(context.settings().cluster(), status)));
        }
    }

    /// @return the cluster as it is, whether or not that was worth reporting; any thread may ask
    public ClusterStatus newest() {
        return newest;
    }

    /// That Git was asked again and had nothing new is told only now and then.
    private boolean isWorthTelling(ClusterStatus status) {
        Optional<Instant> before = reported.source().fetchedAt();
        Optional<Instant> now = status.source().fetchedAt();
        boolean isStale = now.isPresent()
                && (before.isEmpty()
                        || Duration.between(before.get(), now.get()).compareTo(FRESHNESS) > 0);
        return isStale || !withFetchedAt(status, before).equals(reported);
    }

    private static ClusterStatus withFetchedAt(ClusterStatus status, Optional<Instant> fetchedAt) {
        SourceStatus source = status.source();
        return new ClusterStatus(
                status.clusterUid(),
                status.environment(),
                status.labels(),
                status.kubernetesVersion(),
                status.agentVersion(),
                new SourceStatus(source.branch(), source.revision(), fetchedAt, source.error()),
                status.isSuspended(),
                status.error());
    }
}
