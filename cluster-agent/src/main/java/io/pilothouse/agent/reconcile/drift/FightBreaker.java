package io.pilothouse.agent.reconcile.drift;

import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.FieldDrift;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Stops us from correcting for ever what somebody else changes for ever: after [#MOST] corrections of the same field
/// within [#WINDOW] it is left alone until the oldest of them is that old. Belongs to one thread.
public final class FightBreaker {
    /// So many corrections are a fight.
    public static final int MOST = 5;
    /// Within so long.
    public static final Duration WINDOW = Duration.ofMinutes(10);

    private final Map<Field, Deque<Instant>> corrections = new HashMap<>();

    private record Field(ResourceKey object, String path) {}

    /// A field that is left alone.
    ///
    /// @param until when it is corrected again
    public record Truce(FieldDrift field, Instant until) {}

    /// @return the first of the fields that has been corrected too often, empty if the object may be corrected
    public Optional<Truce> check(ResourceKey object, List<FieldDrift> fields, Instant now) {
        for (FieldDrift field : fields) {
            Deque<Instant> times = corrections.get(new Field(object, field.path()));
            if (times != null) {
                while (!times.isEmpty() && times.getFirst().plus(WINDOW).isBefore(now)) {
                    times.removeFirst();
                }
                if (times.size() >= MOST) {
                    return Optional.of(new Truce(field, times.getFirst().plus(WINDOW)));
                }
            }
        }
        return Optional.empty();
    }

    /// Counts a correction.
    public void corrected(ResourceKey object, List<FieldDrift> fields, Instant now) {
        for (FieldDrift field : fields) {
            corrections
                    .computeIfAbsent(new Field(object, field.path()), _ -> new ArrayDeque<>())
                    .addLast(now);
        }
    }

    /// Forgets what is old, so that the memory stays small.
    void tidy(Instant now) {
        corrections.values().removeIf(times -> times.getLast().plus(WINDOW).isBefore(now));
    }
}
