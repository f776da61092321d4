package io.pilothouse.agent.port;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.drift.Fingerprints;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.ClusterStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;

/// What the engine knows, for whoever wants to look. Looking changes nothing; safe from any thread.
public interface Insights {

    /// @return how the engine stands, at once
    Engine engine();

    /// @return the newest status of every application, at once and without asking its owner; empty where an
    ///     application has not reported yet
    SortedMap<ApplicationKey, Optional<ApplicationStatus>> applications();

    /// Asks an application's owner, which answers between two requests to the cluster.
    ///
    /// @param within how long to wait for it
    /// @return empty if there is no such application, or if its owner is busy for longer
    Optional<Insight> application(ApplicationKey application, Duration within) throws InterruptedException;

    /// @return what secrets are shown as, the same in everything the agent says
    Fingerprints fingerprints();

    /// How the engine stands.
    ///
    /// @param cluster what is reported of the cluster
    /// @param queued runs that wait for a worker
    /// @param oldestWait how long the first of them waits
    /// @param busy workers at work
    /// @param workers all workers
    record Engine(ClusterStatus cluster, int queued, Duration oldestWait, int busy, int workers) {}
}
