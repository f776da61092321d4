package io.pilothouse.repository.layout.policy;

import io.pilothouse.repository.layout.field.Fields;
import io.pilothouse.repository.settings.Quantities;
import java.time.Duration;
import java.util.Optional;

/// Reads one duration.
final class DurationField {
    private DurationField() {}

    /// @return the duration, if there is one that is within both bounds; says so where it is not
    static Optional<Duration> read(Fields from, String field, Duration shortest, Duration longest) {
        Optional<String> text = from.text(field);
        Optional<Duration> duration = text.flatMap(Quantities::duration)
                .filter(value -> value.compareTo(shortest) >= 0 && value.compareTo(longest) <= 0);
        if (text.isPresent() && duration.isEmpty()) {
            from.wrong(
                    field,
                    "must be a duration with its unit between " + words(shortest) + " and " + words(longest)
                            + ", such as 10m");
        }
        return duration;
    }

    private static String words(Duration duration) {
        if (duration.toSeconds() % 86_400 == 0) {
            return duration.toDays() == 1 ? "24h" : duration.toDays() + "d";
        }
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
    }
}
