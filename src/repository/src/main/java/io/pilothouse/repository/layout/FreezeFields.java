package io.pilothouse.repository.layout;

import io.pilothouse.core.window.Freeze;
import io.pilothouse.repository.layout.field.Fields;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `freezes`, of the fleet, a cluster or a namespace: times in which nothing is written. They add up: whoever is
/// further in can add one, and take none away.
final class FreezeFields {
    private static final int MOST = 50;

    private FreezeFields() {}

    /// @param namespace of which the applications stand still; empty for the whole cluster
    static List<Freeze> read(Fields spec, Optional<String> namespace) {
        List<Freeze> freezes = new ArrayList<>();
        for (Fields one : spec.objects("freezes")) {
            Optional<Instant> from = instant(one, "from");
            Optional<Instant> until = instant(one, "until");
            one.requires("until");
            Optional<String> reason = one.required("reason");
            one.finish();
            if (until.isPresent() && from.isPresent() && !from.get().isBefore(until.get())) {
                one.wrong("until", "must be later than from");
            } else if (until.isPresent() && reason.isPresent()) {
                freezes.add(new Freeze(
                        namespace, from.orElse(Instant.MIN), until.get(), reason.get(), one.origin("until")));
            }
        }
        if (freezes.size() > MOST) {
            spec.wrong("freezes", "must not hold more than " + MOST + " entries");
        }
        return freezes;
    }

    private static Optional<Instant> instant(Fields one, String field) {
        return one.text(field).flatMap(text -> {
            try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException e) {
                one.wrong(
                        field,
                        "must be an instant with its time zone, such as 2027-01-02T06:00:00Z or"
                                + " 2027-01-02T07:00:00+01:00");
                return Optional.empty();
            }
        });
    }
}
