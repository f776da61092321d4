package io.pilothouse.desktop.overview;

import io.pilothouse.desktop.reading.Condition;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Function;

/// In which order clusters stand, and the applications under each.
///
/// @param by what decides
/// @param isAscending the other way round if false; the name decides between equals, always from a to z
public record Order(By by, boolean isAscending) {
    /// What needs a person stands at the top.
    public static final Order DEFAULT = new Order(By.STATE, true);

    /// What may decide.
    public enum By {
        STATE,
        NAME,
        ENVIRONMENT,
        SYNC,
        HEALTH,
        REVISION,
        KNOWN
    }

    Comparator<FleetRow> comparator() {
        Comparator<FleetRow> first = switch (by) {
            case STATE -> comparing(FleetRow.Value::condition, Comparator.<Condition>naturalOrder());
            case NAME -> comparing(RowText::name, Comparator.naturalOrder());
            case ENVIRONMENT -> comparing(RowText::environment, Comparator.naturalOrder());
            case SYNC -> comparing(RowText::sync, Comparator.naturalOrder());
            case HEALTH -> comparing(RowText::health, Comparator.naturalOrder());
            case REVISION -> comparing(RowText::revision, Comparator.naturalOrder());
            case KNOWN -> comparing(Order::heard, Comparator.<Instant>naturalOrder());
        };
        return (isAscending ? first : first.reversed())
                .thenComparing(row -> RowText.name(row.value()))
                .thenComparing(row -> row.key().cluster());
    }

    private static Instant heard(FleetRow.Value row) {
        return switch (row.cluster().contact()) {
            case CONNECTED -> Instant.MAX;
            case SILENT, DISCONNECTED -> row.cluster().contactSince();
            case NEVER -> Instant.MIN;
        };
    }

    private static <T> Comparator<FleetRow> comparing(Function<FleetRow.Value, T> what, Comparator<T> how) {
        return (one, other) -> how.compare(what.apply(one.value()), what.apply(other.value()));
    }
}
