package io.pilothouse.agent.reconcile.object;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.port.StepOutcome.Conflict.Owned;
import io.pilothouse.agent.port.Trial;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.core.annotation.ApplyMode;
import io.pilothouse.core.drift.Baseline;
import io.pilothouse.core.drift.Comparison;
import io.pilothouse.core.drift.ConflictPath;
import io.pilothouse.core.drift.Manager;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.status.DriftKind;
import io.pilothouse.core.tolerance.Suggestion;
import java.util.List;

/// Applies objects without what is left to others. Where something may be, the object is looked at first, so that it
/// costs two requests; anything else costs one. Safe from any thread while the owner waits.
public final class Sending {
    private final Context context;
    private final ObjectTable table;

    public Sending(Context context, ObjectTable table) {
        this.context = context;
        this.table = table;
    }

    /// @param isForced overrule whoever owns the fields that are sent
    public StepOutcome apply(Desired wanted, boolean isForced) {
        ApplyMode mode = table.modeOf(wanted);
        if (!table.tolerance().mayConcern(wanted)) {
            return send(wanted.manifest(), mode, isForced);
        }
        return switch (look(wanted)) {
            case Cluster.Look.Found found -> send(table.tolerance().sent(wanted, found.live()), mode, isForced);
            case Cluster.Look.Missing _ -> send(wanted.manifest(), mode, isForced);
            case Cluster.Look.Failed failed -> failed.failure();
        };
    }

    /// Asks what [#apply] would come to, without effect.
    public Trial rehearse(Desired wanted) {
        boolean isPartly = table.tolerance().mayConcern(wanted);
        Manifest sent = isPartly && look(wanted) instanceof Cluster.Look.Found found
                ? table.tolerance().sent(wanted, found.live())
                : wanted.manifest();
        return table.tenantOf(context.cluster()).dryRun(sent, table.modeOf(wanted));
    }

    private Cluster.Look look(Desired wanted) {
        return context.cluster().look(wanted.key(), wanted.apiVersion());
    }

    private StepOutcome send(Manifest manifest, ApplyMode mode, boolean isForced) {
        StepOutcome outcome = table.tenantOf(context.cluster()).apply(manifest, mode, isForced);
        return outcome instanceof StepOutcome.Conflict conflict ? explained(manifest, conflict) : outcome;
    }

    /// The API server names the fields, but old ones name wrong ones where several lie side by side; so the object
    /// is looked at, and whoever reads the message can copy from it what leaves the fields to their manager.
    private StepOutcome.Conflict explained(Manifest sent, StepOutcome.Conflict conflict) {
        List<Owned> named = conflict.fields().stream()
                .map(field -> new Owned(ConflictPath.of(field.field(), sent.content()), field.manager()))
                .distinct()
                .toList();
        List<Owned> seen = context.cluster().look(sent.key(), sent.apiVersion()) instanceof Cluster.Look.Found found
                ? owned(sent, found.live())
                : List.of();
        List<Owned> fields = seen.isEmpty() ? named : seen;
        if (fields.isEmpty()) {
            return conflict;
        }
        Owned first = fields.get(0);
        List<String> paths = fields.stream()
                .filter(field -> field.manager().equals(first.manager()))
                .map(Owned::field)
                .toList();
        String more = fields.size() > 1 ? " and " + (fields.size() - 1) + " more belong" : " belongs";
        return new StepOutcome.Conflict(
                conflict.code(),
                sent.key() + " was not applied because field " + first.field() + more + " to another manager, "
                        + first.manager() + ". Make it give the field up, take the field out of Git, or add to"
                        + " spec.ignore: " + Suggestion.of(sent.key(), paths, first.manager()),
                fields);
    }

    private List<Owned> owned(Manifest sent, Json.Obj live) {
        return Comparison.compare(sent, live, Baseline.NONE, context.fingerprints()).stream()
                .filter(field -> field.kind() == DriftKind.CHANGED
                        && !field.manager().isEmpty()
                        && !Manager.isHandEdit(field.manager()))
                .map(field -> new Owned(field.path(), field.manager()))
                .toList();
    }
}
