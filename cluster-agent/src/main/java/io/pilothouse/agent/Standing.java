package io.pilothouse.agent;

import io.pilothouse.agent.port.ReportSink;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.status.ClusterStatus;
import io.pilothouse.wire.http.StatusServer.Readiness;
import java.util.Optional;

/// Remembers what the reconciler last said of the cluster, for `/readyz`, and passes every report on. An agent is
/// ready once it has a commit and its API server answers; a Git server that is away later does not make it
/// unready, because the last commit stays in force.
final class Standing implements ReportSink {
    private final ReportSink next;
    private volatile Optional<ClusterStatus> cluster = Optional.empty();

    Standing(ReportSink next) {
        this.next = next;
    }

    @Override
    public void report(AgentReport report) {
        if (report instanceof AgentReport.Event(FleetEvent.ClusterReported reported)) {
            cluster = Optional.of(reported.status());
        }
        next.report(report);
    }

    Readiness readiness() {
        return cluster.map(Standing::readiness).orElse(new Readiness(false, "the agent is starting"));
    }

    private static Readiness readiness(ClusterStatus status) {
        if (!status.error().isEmpty()) {
            return new Readiness(false, status.error());
        }
        if (!status.source().revision().isKnown()) {
            return new Readiness(
                    false,
                    status.source().error().isEmpty()
                            ? "the first commit is not fetched yet"
                            : status.source().error());
        }
        return Readiness.READY;
    }
}
