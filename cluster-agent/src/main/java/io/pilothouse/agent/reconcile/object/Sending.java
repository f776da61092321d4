package io.pilothouse.agent.reconcile.object;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.core.annotation.ApplyMode;
import io.pilothouse.core.drift.ConflictPath;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.tolerance.Suggestion;
import java.util.List;

/// Applies objects without what is left to others. Where something may be, the object is looked at first, so that it
/// costs two requests; anything else costs one. Safe from any thread while the owner waits.
public final class Sending {
    private final Cluster cluster;
    private final ObjectTable table;

    public Sending(Cluster cluster, ObjectTable table) {
        this.cluster = cluster;
        this.table = table;
    }

    /// @param isForced overrule whoever owns the fields that are sent
    public StepOutcome apply(Desired wanted, boolean isForced) {
        Manifest manifest = wanted.manifest();
        if (!table.tolerance().mayConcern(manifest)) {
            return send(manifest, isForced);
        }
        return switch (cluster.look(manifest.key(), manifest.apiVersion())) {
            case Cluster.Look.Found found -> send(table.tolerance().sent(manifest, found.live()), isForced);
            case Cluster.Look.Missing _ -> send(manifest, isForced);
            case Cluster.Look.Failed failed -> failed.failure();
        };
    }

    private StepOutcome send(Manifest manifest, boolean isForced) {
        StepOutcome outcome = table.tenantOf(cluster).apply(manifest, ApplyMode.APPLY, isForced);
        return outcome instanceof StepOutcome.Conflict conflict ? withSuggestion(manifest, conflict) : outcome;
    }

    /// The message says what is the matter; whoever reads it may want to leave the fields to their manager.
    private static StepOutcome.Conflict withSuggestion(Manifest sent, StepOutcome.Conflict conflict) {
        if (conflict.fields().isEmpty()) {
            return conflict;
        }
        List<String> paths = conflict.fields().stream()
                .map(field -> ConflictPath.of(field.field(), sent.content()))
                .distinct()
                .toList();
        String managers = String.join(
                " and ",
                conflict.fields().stream()
                        .map(StepOutcome.Conflict.Owned::manager)
                        .distinct()
                        .toList());
        return new StepOutcome.Conflict(
                conflict.code(),
                conflict.message() + " To leave it to " + managers + ", add to spec.ignore: "
                        + Suggestion.of(sent.key(), paths, managers),
                conflict.fields());
    }
}
