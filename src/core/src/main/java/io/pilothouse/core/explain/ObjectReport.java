package io.pilothouse.core.explain;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.manifest.ResourceKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How one object is: as much as was asked for and could be had.
///
/// @param application the owner
/// @param object which object
/// @param live the object as canonical JSON text, a secret's values as fingerprints; empty if it was not asked for, is
///     not in the cluster, or is too large
/// @param planned what a sync would do to it; empty if it was not asked for
/// @param events newest first, at most [#MAX_EVENTS]
/// @param log of the worst of its pods; empty if it was not asked for, or no pod is unwell
/// @param notes what could not be had and why, a sentence each
public record ObjectReport(
        ApplicationKey application,
        ResourceKey object,
        String live,
        Optional<PlannedObject> planned,
        List<Event> events,
        Optional<LogTail> log,
        List<String> notes)
        implements Answer {
    /// Older events than these are left out.
    public static final int MAX_EVENTS = 50;

    public ObjectReport {
        events = List.copyOf(events.subList(0, Math.min(MAX_EVENTS, events.size())));
        notes = List.copyOf(notes);
    }

    /// What Kubernetes said of the object, or of one of its pods.
    ///
    /// @param at when it was last said; absent if the event does not say
    /// @param isWarning it is a warning
    /// @param reason such as `FailedScheduling`
    /// @param message such as `0/3 nodes are available`
    /// @param about which object, such as `Pod shop/web-5d9f`
    /// @param count how often it was said, at least 1
    public record Event(
            Optional<Instant> at, boolean isWarning, String reason, String message, String about, int count) {
        public Event {
            reason = Answer.cut(reason);
            message = Answer.cut(message);
        }
    }

    /// The last lines a container wrote.
    ///
    /// @param pod the pod's name
    /// @param container the container's name
    /// @param state why this one, such as `CrashLoopBackOff`
    /// @param isPrevious they are from before its last restart
    /// @param lines at most [#MAX_LINES], oldest first
    public record LogTail(String pod, String container, String state, boolean isPrevious, List<String> lines) {
        /// Earlier lines than these are left out.
        public static final int MAX_LINES = 50;

        public LogTail {
            lines = lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size()).stream()
                    .map(Answer::cut)
                    .toList();
        }
    }
}
