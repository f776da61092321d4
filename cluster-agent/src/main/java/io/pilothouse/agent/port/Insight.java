package io.pilothouse.agent.port;

import io.pilothouse.core.plan.Planner;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.ObjectStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One application from the inside, as its owner knows it at one instant.
///
/// @param status what is reported of it
/// @param objects its objects, those that left Git and are kept among them
/// @param input what it would plan from now; empty while nothing was ever assigned to it
/// @param stage where its run is, more exactly than the status says
/// @param waiting why a run does not begin, one sentence; empty if it does not wait
/// @param retryAt when it tries again what failed; empty if nothing did
/// @param steps what its newest run did
/// @param concessions what is left to others, and so is not sent
/// @param tenant the account its objects are changed as, to try out what a change would do
public record Insight(
        ApplicationStatus status,
        List<ObjectStatus> objects,
        Optional<Planner.Input> input,
        String stage,
        String waiting,
        Optional<Instant> retryAt,
        RunSteps steps,
        Concessions concessions,
        Tenant tenant) {
    public Insight {
        objects = List.copyOf(objects);
    }
}
