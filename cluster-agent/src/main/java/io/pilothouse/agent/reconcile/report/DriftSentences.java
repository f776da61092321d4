package io.pilothouse.agent.reconcile.report;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.reconcile.drift.DriftKeeper;
import io.pilothouse.agent.reconcile.drift.Truce;
import io.pilothouse.agent.reconcile.object.ObjectTable;
import io.pilothouse.agent.reconcile.pace.Sentence;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.policy.IgnoreRule;
import io.pilothouse.core.status.FieldDrift;
import io.pilothouse.core.tolerance.Suggestion;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/// Drift in words.
final class DriftSentences {
    private DriftSentences() {}

    /// @return the first fight there is, who fights, and what can be done about it
    static Optional<Sentence> fight(DriftKeeper drift) {
        return drift.truces().entrySet().stream().findFirst().map(entry -> fight(entry, drift));
    }

    private static Sentence fight(Map.Entry<ResourceKey, List<Truce>> entry, DriftKeeper drift) {
        Truce truce = entry.getValue().get(0);
        FieldDrift field = truce.field();
        String who = field.manager().isEmpty() ? "somebody" : field.manager();
        String what = field.path().isEmpty() ? "the object" : "field " + field.path();
        String remedy = field.path().isEmpty()
                ? "Stop " + who + ", or take the object out of Git."
                : "Stop " + who + ", take the field out of Git, or add to spec.ignore: "
                        + Suggestion.of(entry.getKey(), List.of(field.path()), field.manager());
        return new Sentence(
                Codes.FIGHT,
                entry.getKey() + ": " + what + " was put right " + field.corrections() + " times and " + who
                        + " keeps changing it; pilothouse leaves it alone until "
                        + drift.dateOf(truce.until()).truncatedTo(ChronoUnit.SECONDS) + ". " + remedy);
    }

    /// @return drift that is there and is not being corrected
    static Optional<Sentence> left(ObjectTable table) {
        SortedSet<ResourceKey> drifted = table.drifted();
        if (drifted.isEmpty()) {
            return Optional.empty();
        }
        FieldDrift first = table.driftOf(drifted.first()).get(0);
        String what = first.path().isEmpty() ? "is gone" : "differs at " + first.path();
        String who = first.manager().isEmpty() ? "" : ", written by " + first.manager();
        return Optional.of(new Sentence(
                Codes.DRIFT,
                drifted.first() + " " + what + who
                        + (drifted.size() > 1 ? "; so do " + (drifted.size() - 1) + " more objects." : ".")));
    }

    /// @return a rule that ended, and what it left to others is drift again
    static Optional<Sentence> ended(ObjectTable table) {
        List<IgnoreRule> ended = table.tolerance().expired();
        if (ended.isEmpty()) {
            return Optional.empty();
        }
        IgnoreRule first = ended.get(0);
        return Optional.of(new Sentence(
                Codes.IGNORE_ENDED,
                "The ignore entry at " + first.origin() + " (" + first.reason() + ") held until "
                        + first.until().orElseThrow() + ": take it out, or give it a later day"
                        + (ended.size() > 1 ? "; " + (ended.size() - 1) + " more ended as well." : ".")));
    }
}
