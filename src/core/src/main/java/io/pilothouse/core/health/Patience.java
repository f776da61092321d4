package io.pilothouse.core.health;

import io.pilothouse.core.evidence.FailingContainer;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long an object may go without progress before it counts as stuck. The annotation
/// `pilothouse.io/progress-deadline` (`90s`, `30m`, `2h`, `never`) says otherwise for one object.
final class Patience {
    static final String ANNOTATION = "pilothouse.io/progress-deadline";
    private static final Duration USUAL = Duration.ofMinutes(10);
    private static final Duration UNKNOWN_KIND = Duration.ofMinutes(15);
    /// A Deployment's controller says itself that it gave up; this is for when the controller itself does not run.
    private static final Duration AFTER_CONTROLLER = Duration.ofMinutes(1);
    /// Means "none" to the Deployment controller.
    private static final long NO_DEADLINE = Integer.MAX_VALUE;

    private static final Map<String, Duration> BY_KIND = Map.of(
            "apps/StatefulSet", USUAL,
            "apps/DaemonSet", USUAL,
            "apps/ReplicaSet", USUAL,
            "/Pod", USUAL,
            "/PersistentVolumeClaim", USUAL,
            "/Service", USUAL,
            "apiextensions.k8s.io/CustomResourceDefinition", Duration.ofMinutes(1),
            "apiregistration.k8s.io/APIService", Duration.ofMinutes(5));

    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,5})([smh])");

    private Patience() {}

    /// @return empty if it may take for ever
    static Optional<Duration> with(ResourceKey key, Json.Obj live) {
        String wish = live.text("metadata", "annotations", ANNOTATION).orElse("");
        if (wish.equals("never")) {
            return Optional.empty();
        }
        Matcher time = TIME.matcher(wish);
        if (time.matches()) {
            long count = Long.parseLong(time.group(1));
            return Optional.of(
                    switch (time.group(2)) {
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        default -> Duration.ofHours(count);
                    });
        }
        return switch (key.group() + "/" + key.kind()) {
            case "apps/Deployment" -> ofDeployment(live);
            case "batch/Job" -> ofJob(live);
            case "/Pod" -> FailingContainer.isTask(live) && isRunning(live) ? Optional.empty() : Optional.of(USUAL);
            case String kind -> Optional.of(BY_KIND.getOrDefault(kind, UNKNOWN_KIND));
        };
    }

    private static Optional<Duration> ofDeployment(Json.Obj live) {
        long seconds = live.integer(USUAL.toSeconds(), "spec", "progressDeadlineSeconds");
        return seconds >= NO_DEADLINE
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(seconds).plus(AFTER_CONTROLLER));
    }

    /// What runs may run for hours, and has a deadline of its own if it should not; what does not start is stuck.
    private static Optional<Duration> ofJob(Json.Obj live) {
        return live.integer(0, "status", "ready") > 0 ? Optional.empty() : Optional.of(USUAL);
    }

    private static boolean isRunning(Json.Obj live) {
        return live.text("status", "phase").orElse("").equals("Running");
    }
}
