package io.pilothouse.core.explain;

import io.pilothouse.core.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Reads Kubernetes' events, in both of the forms that are about.
public final class Events {
    private Events() {}

    /// @return the newest first, at most [ObjectReport#MAX_EVENTS]
    public static List<ObjectReport.Event> of(Collection<Json.Obj> events) {
        return events.stream()
                .map(Events::event)
                .sorted(Comparator.comparing(
                        (ObjectReport.Event event) -> event.at().orElse(Instant.MIN), Comparator.reverseOrder()))
                .limit(ObjectReport.MAX_EVENTS)
                .toList();
    }

    private static ObjectReport.Event event(Json.Obj event) {
        Json.Obj about = event.object("involvedObject");
        String namespace = about.text("namespace").map(name -> name + "/").orElse("");
        return new ObjectReport.Event(
                time(event, "series", "lastObservedTime")
                        .or(() -> time(event, "lastTimestamp"))
                        .or(() -> time(event, "eventTime"))
                        .or(() -> time(event, "firstTimestamp")),
                event.text("type").orElse("").equals("Warning"),
                event.text("reason").orElse(""),
                event.text("message").orElse(""),
                about.text("kind").orElse("") + " " + namespace
                        + about.text("name").orElse(""),
                Math.clamp(Math.max(event.integer(1, "count"), event.integer(1, "series", "count")), 1, 1_000_000));
    }

    private static Optional<Instant> time(Json.Obj event, String... path) {
        return event.text(path).flatMap(text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }
}
