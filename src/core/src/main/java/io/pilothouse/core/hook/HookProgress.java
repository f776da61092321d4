package io.pilothouse.core.hook;

import io.pilothouse.core.health.Verdict;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;

/// How far a hook has come. A hook is over when what it does is done: a job or pod has ended, a workflow has, anything
/// else is healthy.
public sealed interface HookProgress {

    /// It is under way.
    ///
    /// @param evidence a clause that says how far; may be empty
    record Running(String evidence) implements HookProgress {}

    /// It has come to a good end.
    record Succeeded() implements HookProgress {}

    /// It has come to a bad end.
    ///
    /// @param evidence a clause that says why; may be empty
    record Failed(String evidence) implements HookProgress {}

    /// @param live the object
    /// @param verdict its health
    static HookProgress of(ResourceKey key, Json.Obj live, Verdict verdict) {
        if (live.at("metadata", "deletionTimestamp").isPresent()) {
            return new Running("it is being deleted");
        }
        String phase = live.text("status", "phase").orElse("");
        boolean isPod = key.group().isEmpty() && key.kind().equals("Pod");
        boolean isWorkflow = key.group().equals("argoproj.io") && key.kind().equals("Workflow");
        if (isPod || isWorkflow) {
            return switch (phase) {
                case "Succeeded" -> new Succeeded();
                case "Failed", "Error" -> new Failed(evidence(live, verdict));
                default -> new Running(verdict.evidence());
            };
        }
        return switch (verdict.health()) {
            case HEALTHY -> new Succeeded();
            case DEGRADED -> new Failed(verdict.evidence());
            case SUSPENDED, PROGRESSING, MISSING, UNKNOWN -> new Running(verdict.evidence());
        };
    }

    private static String evidence(Json.Obj live, Verdict verdict) {
        return verdict.evidence().isEmpty() ? live.text("status", "message").orElse("") : verdict.evidence();
    }
}
