package io.pilothouse.repository.layout;

import io.pilothouse.core.slice.SyncPolicy;
import io.pilothouse.core.slice.SyncPolicy.DriftPolicy;
import io.pilothouse.core.slice.SyncPolicy.Mode;
import io.pilothouse.repository.settings.Quantities;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads `sync`, of the fleet, a cluster or an application: each says only what it changes.
final class SyncFields {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final BigDecimal MOST_DELETIONS = BigDecimal.valueOf(100_000);

    private SyncFields() {}

    /// @param from the object that has the field `sync`
    /// @param otherwise what holds where it says nothing
    static SyncPolicy read(Fields from, SyncPolicy otherwise) {
        Optional<Fields> found = from.object("sync");
        if (found.isEmpty()) {
            return otherwise;
        }
        Fields sync = found.get();
        sync.notYet("dependsOn", "retry", "windows", "options");
        Mode mode = sync.choice("mode", List.of("auto", "manual"))
                .map(word -> word.equals("manual") ? Mode.MANUAL : Mode.AUTO)
                .orElse(otherwise.mode());
        boolean isPruning = sync.flag("prune").orElse(otherwise.isPruning());
        DriftPolicy drift = sync.choice("drift", List.of("reconcile", "notify", "ignore"))
                .map(SyncFields::drift)
                .orElse(otherwise.drift());
        Duration timeout =
                sync.text("timeout").flatMap(text -> duration(sync, text)).orElse(otherwise.timeout());
        boolean isDeleting = sync.choice("deletion", List.of("delete", "orphan"))
                .map(word -> word.equals("delete"))
                .orElse(otherwise.isDeletingWithFolder());
        int maxDeletions = otherwise.maxDeletions();
        double maxRatio = otherwise.maxDeletionRatio();
        Optional<Fields> limits = sync.object("limits");
        if (limits.isPresent()) {
            maxDeletions = limits.get()
                    .number("maxDeletions", BigDecimal.ZERO, MOST_DELETIONS)
                    .filter(number -> isWhole(limits.get(), number))
                    .map(BigDecimal::intValue)
                    .orElse(maxDeletions);
            maxRatio = limits.get()
                    .number("maxDeletionRatio", BigDecimal.ZERO, BigDecimal.ONE)
                    .map(BigDecimal::doubleValue)
                    .orElse(maxRatio);
            limits.get().finish();
        }
        sync.finish();
        return new SyncPolicy(mode, isPruning, drift, timeout, maxDeletions, maxRatio, isDeleting);
    }

    private static boolean isWhole(Fields limits, BigDecimal number) {
        boolean isWhole = number.stripTrailingZeros().scale() <= 0;
        if (!isWhole) {
            limits.wrong("maxDeletions", "must be a whole number");
        }
        return isWhole;
    }

    private static DriftPolicy drift(String word) {
        return switch (word) {
            case "notify" -> DriftPolicy.NOTIFY;
            case "ignore" -> DriftPolicy.IGNORE;
            default -> DriftPolicy.RECONCILE;
        };
    }

    private static Optional<Duration> duration(Fields sync, String text) {
        Optional<Duration> duration = Quantities.duration(text)
                .filter(value -> value.compareTo(SHORTEST) >= 0 && value.compareTo(LONGEST) <= 0);
        if (duration.isEmpty()) {
            sync.wrong("timeout", "must be a duration with its unit between 1s and 24h, such as 10m");
        }
        return duration;
    }
}
