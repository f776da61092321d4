package io.pilothouse.core.evidence;

import io.pilothouse.core.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// What Kubernetes last said about an object that does not work, as an event.
///
/// @param reason such as `FailedScheduling`
/// @param message such as `0/3 nodes are available`, at most so long as is read at a glance
/// @param about kind and name of the object it was said of
/// @param at when it was last said; [Instant#EPOCH] if the event does not tell
public record Warning(String reason, String message, String about, Instant at) {
    private static final int MOST_MESSAGE = 300;

    /// @param events of an object and of what belongs to it
    /// @return the newest warning; where nothing was warned of, the newest event, because that something waits for
    ///     its first user is said without a warning
    public static Optional<Warning> last(Collection<Json.Obj> events) {
        return last(events.stream().filter(Warning::isWarning)).or(() -> last(events.stream()));
    }

    private static Optional<Warning> last(Stream<Json.Obj> events) {
        return events.map(Warning::of).max(Comparator.comparing(Warning::at).thenComparing(Warning::reason));
    }

    private static boolean isWarning(Json.Obj event) {
        return event.text("type").orElse("").equals("Warning");
    }

    private static Warning of(Json.Obj event) {
        String message =
                event.text("message").orElse("").replaceAll("\\s+", " ").strip();
        Json.Obj about = event.object("involvedObject");
        return new Warning(
                event.text("reason").orElse(""),
                message.length() <= MOST_MESSAGE ? message : message.substring(0, MOST_MESSAGE) + "…",
                about.text("kind").orElse("") + " " + about.text("name").orElse(""),
                time(event, "series", "lastObservedTime")
                        .or(() -> time(event, "lastTimestamp"))
                        .or(() -> time(event, "eventTime"))
                        .or(() -> time(event, "metadata", "creationTimestamp"))
                        .orElse(Instant.EPOCH));
    }

    private static Optional<Instant> time(Json.Obj event, String... path) {
        try {
            return event.text(path).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return reason + " of " + about + (message.isEmpty() ? "" : ": " + message);
    }
}
