package io.pilothouse.agent.status;

import io.pilothouse.agent.port.ReportSink;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.RunPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers each application's newest run from what is reported anyway, and passes every report on. Thread-safe.
public final class RunHistory implements ReportSink {
    private final ReportSink next;
    private final Map<ApplicationKey, Run> runs = new ConcurrentHashMap<>();

    public RunHistory(ReportSink next) {
        this.next = next;
    }

    /// A run.
    ///
    /// @param phase how far it is, or how it ended
    /// @param beganAt when it began, by the agent's clock
    /// @param endedAt when it ended; empty while it is under way
    public record Run(RunPhase phase, Instant beganAt, Optional<Instant> endedAt) {
        /// @return how long it took, or has taken by now
        public Duration took(Instant now) {
            return Duration.between(beganAt, endedAt.orElse(now));
        }

        private Run then(ApplicationStatus status) {
            boolean isUnderWay = isUnderWay(status.phase());
            if (isUnderWay && endedAt.isPresent()) {
                return new Run(status.phase(), status.changedAt(), Optional.empty());
            }
            Optional<Instant> end = isUnderWay ? Optional.empty() : endedAt.or(() -> Optional.of(status.changedAt()));
            return new Run(status.phase(), beganAt, end);
        }
    }

    @Override
    public void report(AgentReport report) {
        if (report instanceof AgentReport.Event(FleetEvent.ApplicationReported reported)) {
            learn(reported.status());
        } else if (report instanceof AgentReport.Event(FleetEvent.SliceReported slice)) {
            runs.keySet().retainAll(slice.applications());
        }
        next.report(report);
    }

    private void learn(ApplicationStatus status) {
        runs.compute(status.key(), (_, before) -> {
            if (before != null) {
                return before.then(status);
            }
            // what was well when the agent started had its run before; how long it took is not known
            return isUnderWay(status.phase())
                    ? new Run(status.phase(), status.changedAt(), Optional.empty())
                    : new Run(status.phase(), status.changedAt(), Optional.of(status.changedAt()));
        });
    }

    private static boolean isUnderWay(RunPhase phase) {
        return switch (phase) {
            case QUEUED, RUNNING, WAITING -> true;
            case IDLE, SUCCEEDED, FAILED, SUPERSEDED, CANCELLED -> false;
        };
    }

    /// @return the application's newest run; empty if it has not reported yet
    public Optional<Run> of(ApplicationKey application) {
        return Optional.ofNullable(runs.get(application));
    }
}
