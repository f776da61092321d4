package io.pilothouse.core.evidence;

import io.pilothouse.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A container that keeps its pod from working, with what there is to know about it.
///
/// @param pod the pod's name
/// @param container the container's name
/// @param image what it runs, as the pod asks for it
/// @param reason such as `CrashLoopBackOff`, `OOMKilled` or `ErrImagePull`
/// @param message what the node says beside the reason; empty if nothing
/// @param end how it ended last; empty if it never ran
/// @param restarts how often it was started again
/// @param isFailingNow it does not run; otherwise it runs, after having ended before
public record FailingContainer(
        String pod,
        String container,
        String image,
        String reason,
        String message,
        Optional<End> end,
        long restarts,
        boolean isFailingNow) {
    /// More of a node's message than these characters is cut off.
    private static final int MOST_MESSAGE = 200;

    /// How a container ended.
    public record End(String reason, long exitCode) {}

    /// @return the first container of a pod that does not work, in the order in which they start
    public static Optional<FailingContainer> in(Json.Obj pod) {
        List<Json> statuses = new ArrayList<>(pod.items("status", "initContainerStatuses"));
        statuses.addAll(pod.items("status", "containerStatuses"));
        boolean isTask = isTask(pod);
        return statuses.stream()
                .flatMap(item -> item instanceof Json.Obj status ? of(pod, status, isTask).stream() : Stream.empty())
                .findFirst();
    }

    private static Optional<FailingContainer> of(Json.Obj pod, Json.Obj status, boolean isTask) {
        String waiting = status.text("state", "waiting", "reason").orElse("");
        Optional<End> last = end(status.object("lastState", "terminated"));
        if (isTrouble(waiting)) {
            String message = status.text("state", "waiting", "message").orElse("");
            return Optional.of(of(pod, status, waiting, message, last, true));
        }
        Optional<End> now = end(status.object("state", "terminated")).filter(FailingContainer::isFailure);
        if (now.isPresent()) {
            String message = status.text("state", "terminated", "message").orElse("");
            return Optional.of(of(pod, status, now.get().reason(), message, now, true));
        }
        // what restarts without being asked to does not work, until it is ready again
        boolean isReady = status.at("ready").filter(new Json.Bool(true)::equals).isPresent();
        return last.filter(end ->
                        !isTask && !isReady && status.at("state", "running").isPresent())
                .map(end -> of(pod, status, end.reason(), "", last, false));
    }

    private static FailingContainer of(
            Json.Obj pod, Json.Obj status, String reason, String message, Optional<End> end, boolean isFailingNow) {
        return new FailingContainer(
                pod.text("metadata", "name").orElse(""),
                status.text("name").orElse("?"),
                status.text("image").orElse(""),
                reason,
                message.length() <= MOST_MESSAGE ? message : message.substring(0, MOST_MESSAGE) + "…",
                end,
                status.integer(0, "restartCount"),
                isFailingNow);
    }

    private static boolean isTrouble(String reason) {
        return reason.startsWith("Err")
                || reason.endsWith("Error")
                || reason.endsWith("BackOff")
                || reason.equals("InvalidImageName");
    }

    private static boolean isFailure(End end) {
        return end.exitCode() != 0 || end.reason().equals("OOMKilled");
    }

    private static Optional<End> end(Json.Obj terminated) {
        return terminated.fields().isEmpty()
                ? Optional.empty()
                : Optional.of(new End(terminated.text("reason").orElse("Error"), terminated.integer(0, "exitCode")));
    }

    /// @return true for a pod that is not restarted for ever: it works when it is done
    public static boolean isTask(Json.Obj pod) {
        String policy = pod.text("spec", "restartPolicy").orElse("Always");
        return policy.equals("Never") || policy.equals("OnFailure");
    }

    /// @return true if it ran and ended, so that it has left a log
    public boolean hasLog() {
        return end.isPresent();
    }

    /// @return true if it ran again since it ended, or is about to: then the log that tells is that of the run
    ///     before
    public boolean isLogOfRunBefore() {
        return !isFailingNow || !end.map(End::reason).orElse("").equals(reason);
    }

    /// @return one clause
    public String evidence() {
        StringBuilder text = new StringBuilder("container ").append(container);
        if (isFailingNow) {
            text.append(": ").append(reason);
            end.filter(last -> !last.reason().equals(reason))
                    .ifPresent(last -> text.append(" after ").append(last.reason()));
            end.ifPresent(last -> text.append(" with exit code ").append(last.exitCode()));
        } else {
            text.append(" is not ready after it ended with ").append(reason);
            end.ifPresent(last -> text.append(", exit code ").append(last.exitCode()));
        }
        return message.isEmpty() ? text.toString() : text + ": " + message;
    }
}
