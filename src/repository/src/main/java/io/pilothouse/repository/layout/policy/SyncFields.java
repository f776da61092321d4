package io.pilothouse.repository.layout.policy;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.policy.SyncOptions;
import io.pilothouse.core.policy.SyncOptions.WaveGate;
import io.pilothouse.core.policy.SyncPolicy;
import io.pilothouse.core.policy.SyncPolicy.DriftPolicy;
import io.pilothouse.core.policy.SyncPolicy.Mode;
import io.pilothouse.repository.layout.field.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads `sync`, of the fleet, a cluster or an application: each says only what it changes.
final class SyncFields {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    private SyncFields() {}

    /// @param from the object that has the field `sync`
    /// @param otherwise what holds where it says nothing
    /// @param application whose it is; empty for many
    static SyncPolicy read(Fields from, SyncPolicy otherwise, Optional<ApplicationKey> application) {
        Optional<Fields> found = from.object("sync");
        if (found.isEmpty()) {
            return otherwise;
        }
        Fields sync = found.get();
        SyncPolicy policy = new SyncPolicy(
                sync.choice("mode", List.of("auto", "manual"))
                        .map(word -> word.equals("manual") ? Mode.MANUAL : Mode.AUTO)
                        .orElse(otherwise.mode()),
                sync.choice("drift", List.of("reconcile", "notify", "ignore"))
                        .map(SyncFields::drift)
                        .orElse(otherwise.drift()),
                DurationField.read(sync, "timeout", SHORTEST, LONGEST).orElse(otherwise.timeout()),
                PruneFields.read(sync, otherwise.prune()),
                RetryFields.read(sync, otherwise.retry()),
                WindowFields.read(sync, otherwise.windows()),
                options(sync, otherwise.options()),
                application.map(key -> DependencyFields.read(sync, key)).orElse(otherwise.dependsOn()));
        sync.finish();
        return policy;
    }

    private static SyncOptions options(Fields sync, SyncOptions otherwise) {
        Optional<Fields> found = sync.object("options");
        if (found.isEmpty()) {
            return otherwise;
        }
        Fields options = found.get();
        SyncOptions read = new SyncOptions(
                options.flag("createNamespace").orElse(otherwise.isCreatingNamespace()),
                options.flag("force").orElse(otherwise.isForcing()),
                options.flag("allOrNothing").orElse(otherwise.isAllOrNothing()),
                options.choice("waveGate", List.of("strict", "lenient"))
                        .map(word -> word.equals("strict") ? WaveGate.STRICT : WaveGate.LENIENT)
                        .orElse(otherwise.waveGate()));
        options.finish();
        return read;
    }

    private static DriftPolicy drift(String word) {
        return switch (word) {
            case "notify" -> DriftPolicy.NOTIFY;
            case "ignore" -> DriftPolicy.IGNORE;
            default -> DriftPolicy.RECONCILE;
        };
    }
}
