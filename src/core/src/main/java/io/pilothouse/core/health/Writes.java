package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// When an object was written, by the API server's clock, which counts in whole seconds.
final class Writes {
    private Writes() {}

    /// @return when anybody last wrote anything of it
    static Optional<Instant> last(Json.Obj live) {
        return last(live, _ -> true);
    }

    /// @return when anybody last wrote what is wanted of it, its status left out
    static Optional<Instant> lastOfSpec(Json.Obj live) {
        return last(live, entry -> !entry.text("subresource").orElse("").equals("status"));
    }

    private static Optional<Instant> last(Json.Obj live, Predicate<Json.Obj> counts) {
        Stream<Instant> written = live.items("metadata", "managedFields").stream()
                .flatMap(item -> item instanceof Json.Obj entry ? Stream.of(entry) : Stream.empty())
                .filter(counts)
                .flatMap(entry -> time(entry, "time").stream());
        return Stream.concat(written, created(live).stream()).max(Comparator.naturalOrder());
    }

    static Optional<Instant> created(Json.Obj live) {
        return time(live, "metadata", "creationTimestamp");
    }

    /// @return the time at a path, empty where there is none
    static Optional<Instant> time(Json.Obj object, String... path) {
        try {
            return object.text(path).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
