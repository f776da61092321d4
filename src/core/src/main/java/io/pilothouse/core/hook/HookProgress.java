package io.pilothouse.core.hook;

import io.pilothouse.core.health.Verdict;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.Health;
import java.time.Instant;

/// How far a hook has come. A hook is over when what it does is done: a job or pod has ended, a workflow has, anything
/// else is healthy. Where a rule of the fleet's own is about it, that rule decides.
public sealed interface HookProgress {

    /// It is under way.
    ///
    /// @param verdict how it is, and what it comes to by the passing of time alone
    record Running(Verdict verdict) implements HookProgress {
        /// @return a clause that says how far it is; may be empty
        public String evidence() {
            return verdict.evidence();
        }
    }

    /// It has come to a good end.
    record Succeeded() implements HookProgress {}

    /// It has come to a bad end.
    ///
    /// @param evidence a clause that says why; may be empty
    record Failed(String evidence) implements HookProgress {}

    /// By the rules of the house.
    ///
    /// @param live the object
    /// @param verdict its health
    static HookProgress of(ResourceKey key, Json.Obj live, Verdict verdict) {
        String phase = live.text("status", "phase").orElse("");
        boolean isPod = key.group().isEmpty() && key.kind().equals("Pod");
        boolean isWorkflow = key.group().equals("argoproj.io") && key.kind().equals("Workflow");
        if ((isPod || isWorkflow) && live.at("metadata", "deletionTimestamp").isEmpty()) {
            return switch (phase) {
                case "Succeeded" -> new Succeeded();
                case "Failed", "Error" -> new Failed(evidence(live, verdict));
                default -> new Running(verdict);
            };
        }
        return judged(live, verdict);
    }

    /// By health alone, which a rule of the fleet's own may have decided.
    ///
    /// @param live the object
    /// @param verdict its health
    static HookProgress judged(Json.Obj live, Verdict verdict) {
        if (live.at("metadata", "deletionTimestamp").isPresent()) {
            return new Running(Verdict.progressing("it is being deleted"));
        }
        return switch (verdict.health()) {
            case HEALTHY -> new Succeeded();
            case DEGRADED -> new Failed(verdict.evidence());
            case SUSPENDED, PROGRESSING, MISSING, UNKNOWN -> new Running(verdict);
        };
    }

    /// @return what has become of it by then, if nothing else is seen of it: what is stuck has failed
    default HookProgress at(Instant now) {
        if (!(this instanceof Running(Verdict verdict)) || verdict.later().isEmpty()) {
            return this;
        }
        Verdict then = verdict.at(now);
        return then.health() == Health.DEGRADED && !then.equals(verdict)
                ? new Failed(then.evidence())
                : new Running(then);
    }

    private static String evidence(Json.Obj live, Verdict verdict) {
        return verdict.evidence().isEmpty() ? live.text("status", "message").orElse("") : verdict.evidence();
    }
}
