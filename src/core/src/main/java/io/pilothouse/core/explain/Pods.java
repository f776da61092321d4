package io.pilothouse.core.explain;

import io.pilothouse.core.json.Json;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Which pods belong to an object, and which container of them has most to say about what is wrong.
public final class Pods {
    private Pods() {}

    /// A container whose last lines are worth reading.
    ///
    /// @param pod the pod's name
    /// @param container the container's name
    /// @param state why, such as `CrashLoopBackOff`
    /// @param isPrevious its last run has more to say than the one under way
    public record Culprit(String pod, String container, String state, boolean isPrevious) {}

    /// @return the labels that an object's pods have; empty if it has none that could be found by labels
    public static Map<String, String> labels(Json.Obj live) {
        Map<String, String> labels = new LinkedHashMap<>();
        live.object("spec", "selector", "matchLabels").fields().forEach((name, value) -> {
            if (value instanceof Json.Text text) {
                labels.put(name, text.value());
            }
        });
        return labels;
    }

    /// @return the container that is worst off; empty if every pod is well
    public static Optional<Culprit> worst(List<Json.Obj> pods) {
        record Suspect(Culprit culprit, int badness) {}
        return pods.stream()
                .flatMap(pod -> Stream.of("initContainerStatuses", "containerStatuses")
                        .flatMap(which -> pod.items("status", which).stream())
                        .filter(Json.Obj.class::isInstance)
                        .map(status -> new Suspect(
                                suspect(pod.text("metadata", "name").orElse(""), (Json.Obj) status),
                                badness((Json.Obj) status))))
                .filter(suspect -> suspect.badness() > 0)
                .max(Comparator.comparingInt(Suspect::badness)
                        .thenComparing(suspect -> suspect.culprit().pod(), Comparator.reverseOrder()))
                .map(Suspect::culprit);
    }

    private static Culprit suspect(String pod, Json.Obj status) {
        boolean isWaiting = status.at("state", "waiting").isPresent();
        boolean hasRunBefore = status.at("lastState", "terminated").isPresent();
        String state = status.text("state", "waiting", "reason")
                .or(() -> status.text("state", "terminated", "reason"))
                .or(() -> status.text("lastState", "terminated", "reason"))
                .orElse("not ready");
        return new Culprit(pod, status.text("name").orElse(""), state, isWaiting && hasRunBefore);
    }

    /// A container that ended badly has lines; one that waits for its image has none, and one that merely is not
    /// ready may be starting.
    private static int badness(Json.Obj status) {
        boolean isFailed = status.integer(0, "state", "terminated", "exitCode") != 0;
        boolean hasFailed = status.integer(0, "lastState", "terminated", "exitCode") != 0;
        boolean isReady = status.get("ready")
                .map(ready -> ready.equals(new Json.Bool(true)))
                .orElse(false);
        boolean isDone = status.at("state", "terminated").isPresent() && !isFailed;
        if (isFailed || (hasFailed && !isReady)) {
            return 3;
        }
        String waiting = status.text("state", "waiting", "reason").orElse("");
        if (waiting.endsWith("Error") || waiting.endsWith("BackOff")) {
            return 2;
        }
        return isReady || isDone || !waiting.isEmpty() ? 0 : 1;
    }
}
