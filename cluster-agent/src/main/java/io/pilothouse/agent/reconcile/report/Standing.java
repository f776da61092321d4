package io.pilothouse.agent.reconcile.report;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.reconcile.drift.DriftKeeper;
import io.pilothouse.agent.reconcile.object.Failures;
import io.pilothouse.agent.reconcile.object.ObjectTable;
import io.pilothouse.agent.reconcile.pace.Sentence;
import io.pilothouse.agent.reconcile.run.Stage;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Prune;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.SyncStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How an application stands, put into words for the people who watch it: of all that is wrong the status names what
/// has to
/// be done first.
///
/// @param date when it stands so
/// @param board refreshed with the same glance
/// @param waiting why a run does not begin; empty if it does not wait
public record Standing(
        ApplicationKey application,
        Instant date,
        Glance glance,
        Stage stage,
        Revision desired,
        Revision applied,
        ObjectTable table,
        Board board,
        boolean isSuspended,
        List<InputError> refused,
        Failures failures,
        Optional<StepOutcome.Failure> trouble,
        Map<ResourceKey, ApplicationKey> disputed,
        DriftKeeper drift,
        Optional<Sentence> waiting) {

    /// @return the application as a whole, with the one sentence that matters most
    public ApplicationStatus status() {
        Sentence sentence = sentence();
        return new ApplicationStatus(
                application,
                applicationSync(),
                stage == Stage.IDLE ? Health.UNKNOWN : board.census().worst(),
                stage.phase(),
                desired,
                applied,
                isSuspended,
                table.desired().size(),
                table.drifted().size(),
                sentence.code(),
                sentence.message(),
                date);
    }

    private SyncStatus applicationSync() {
        if (!refused.isEmpty() || !glance.isKnown() || stage == Stage.IDLE) {
            return SyncStatus.UNKNOWN;
        }
        boolean isSynced = glance.holds().isEmpty() && disputed.isEmpty() && table.isMatching();
        return isSynced ? SyncStatus.SYNCED : SyncStatus.OUT_OF_SYNC;
    }

    private Sentence sentence() {
        if (!refused.isEmpty()) {
            InputError first = refused.get(0);
            String more = refused.size() > 1 ? " There are " + (refused.size() - 1) + " more errors." : "";
            return new Sentence(
                    first.code(),
                    first.origin() + ": " + first.message() + more + " What was applied before stays in force.");
        }
        Optional<StepOutcome.Failure> failure = trouble.or(failures::first).or(drift.failures()::first);
        if (failure.isPresent()) {
            int others = failures.size() + drift.failures().size() - (trouble.isPresent() ? 0 : 1);
            String more = others > 0 ? " " + others + " more objects are not applied." : "";
            String after = waiting.map(sentence -> " " + sentence.message()).orElse("");
            return new Sentence(failure.get().code(), failure.get().message() + more + after);
        }
        return DriftSentences.fight(drift)
                .or(this::dispute)
                .or(this::held)
                .or(() -> waiting)
                .or(() -> DriftSentences.left(table))
                .or(this::unwell)
                .or(() -> DriftSentences.ended(table))
                .orElse(Sentence.NONE);
    }

    private Optional<Sentence> dispute() {
        return disputed.entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .map(entry -> new Sentence(
                        Codes.DUPLICATE,
                        entry.getKey() + " is declared by " + entry.getValue().path()
                                + " as well, which comes first: take it out of one of the two."));
    }

    private Optional<Sentence> held() {
        List<Prune.Hold> holds = glance.holds();
        return holds.isEmpty()
                ? Optional.empty()
                : Optional.of(new Sentence(
                        Codes.APPROVAL,
                        holds.size() + (holds.size() == 1 ? " object that left Git is" : " objects that left Git are")
                                + " kept, first " + holds.get(0).entry().key() + ": "
                                + holds.get(0).reason() + "."));
    }

    private Optional<Sentence> unwell() {
        boolean isLate = stage == Stage.UNHEALTHY;
        return board.census()
                .firstAtLeast(isLate ? Health.PROGRESSING : Health.DEGRADED)
                .map(key -> {
                    String why = board.explain(key);
                    return new Sentence(
                            Codes.UNHEALTHY,
                            key + " is " + (isLate ? "not healthy in time" : "not healthy")
                                    + (why.isEmpty() ? "." : ": " + why + "."));
                });
    }
}
