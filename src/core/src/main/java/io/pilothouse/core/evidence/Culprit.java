package io.pilothouse.core.evidence;

import io.pilothouse.core.json.Json;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/// A container whose last lines are worth reading.
///
/// @param pod the pod's name
/// @param container the container's name
/// @param state why, such as `CrashLoopBackOff`
/// @param isPrevious its last run has more to say than the one under way
public record Culprit(String pod, String container, String state, boolean isPrevious) {

    /// @return the container to blame in the pod that is worst off: the one that fails, else one that runs and is
    ///     not ready; empty if all are well, or merely starting
    public static Optional<Culprit> among(Collection<Json.Obj> pods) {
        return WorkloadPods.worst(pods)
                .flatMap(pod -> FailingContainer.in(pod).map(Culprit::of).or(() -> unready(pod)));
    }

    private static Culprit of(FailingContainer failing) {
        return new Culprit(
                failing.pod(), failing.container(), failing.reason(), failing.hasLog() && failing.isLogOfRunBefore());
    }

    private static Optional<Culprit> unready(Json.Obj pod) {
        return Stream.of("initContainerStatuses", "containerStatuses")
                .flatMap(which -> pod.items("status", which).stream())
                .flatMap(item -> item instanceof Json.Obj status ? Stream.of(status) : Stream.empty())
                .filter(status -> status.at("state", "running").isPresent()
                        && status.get("ready")
                                .filter(new Json.Bool(true)::equals)
                                .isEmpty())
                .findFirst()
                .map(status -> new Culprit(
                        pod.text("metadata", "name").orElse(""),
                        status.text("name").orElse(""),
                        "not ready",
                        false));
    }
}
