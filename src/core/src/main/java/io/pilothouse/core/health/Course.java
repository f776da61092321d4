package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.status.Health;
import java.time.Instant;
import java.util.Optional;

/// How far one generation of an object has come, and since when it has come no further. Only progress that was not
/// there before counts, so that what rises and falls in turn, such as the ready replicas of a crash loop, stands still.
///
/// @param generation the object's; 0 where objects of its kind have none
/// @param done the most parts that were as they should be
/// @param since when it last got further
public record Course(long generation, long done, Instant since) {
    /// Of an object that was never looked at.
    public static final Course UNKNOWN = new Course(0, 0, Instant.EPOCH);

    /// @param before what was said of the object before; empty when it is seen for the first time
    /// @param now what is said of it now
    /// @param seenAt when it was seen
    static Course next(Optional<Verdict> before, Verdict now, Json.Obj live, Instant seenAt) {
        long generation = generationOf(live);
        long done = now.course().done();
        if (before.isEmpty()) {
            // as it is now it has been since it was last written: so an agent that was away knows what it missed
            Instant written = Writes.last(live).filter(seenAt::isAfter).orElse(seenAt);
            return new Course(generation, done, written);
        }
        Course known = before.get().course();
        boolean isSame = before.get().health() == Health.PROGRESSING && known.generation() == generation;
        return isSame && done <= known.done() ? known : new Course(generation, done, seenAt);
    }

    static long generationOf(Json.Obj live) {
        return live.integer(0, "metadata", "generation");
    }
}
