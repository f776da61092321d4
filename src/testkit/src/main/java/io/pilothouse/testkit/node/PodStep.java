package io.pilothouse.testkit.node;

import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;

/// What a node does next about a pod.
sealed interface PodStep {

    /// Gives it to a node, as a scheduler would.
    record Bind(String node) implements PodStep {}

    /// Reports a status and looks again after a while, because more may follow.
    record Report(PodStatus status, Duration lookAgain) implements PodStep {}

    /// Looks again after a while.
    record Wait(Duration lookAgain) implements PodStep {}

    /// Confirms that its containers have stopped, which removes it.
    record Remove() implements PodStep {}

    /// Nothing until the pod changes.
    record Rest() implements PodStep {}
}
