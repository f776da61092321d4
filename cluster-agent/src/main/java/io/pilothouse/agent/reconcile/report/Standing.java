package io.pilothouse.agent.reconcile.report;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.reconcile.drift.DriftKeeper;
import io.pilothouse.agent.reconcile.health.HealthKeeper;
import io.pilothouse.agent.reconcile.object.ObjectTable;
import io.pilothouse.agent.reconcile.pace.Sentence;
import io.pilothouse.agent.reconcile.run.Stage;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.drift.Comparison;
import io.pilothouse.core.health.Verdict;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.Prune;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.FieldDrift;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.ObjectStatus;
import io.pilothouse.core.status.SyncStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How an application stands, put into words for the people who watch it: of all that is wrong the status names what
/// has to
/// be done first.
///
/// @param waiting why a run does not begin; empty if it does not wait
public record Standing(
        ApplicationKey application,
        Instant now,
        Stage stage,
        Revision desired,
        Revision applied,
        ObjectTable table,
        boolean isKnown,
        boolean isSuspended,
        List<InputError> refused,
        Map<ResourceKey, StepOutcome.Failure> failures,
        Optional<StepOutcome.Failure> trouble,
        List<Prune.Hold> holds,
        Map<ResourceKey, ApplicationKey> disputed,
        DriftKeeper drift,
        HealthKeeper keeper,
        Optional<Sentence> waiting) {

    /// @return every object that Git declares, and those that left Git and are kept
    public List<ObjectStatus> objects() {
        List<ObjectStatus> objects = new ArrayList<>();
        for (Desired wanted : table.desired()) {
            objects.add(object(wanted));
        }
        for (Prune.Hold hold : holds) {
            objects.add(new ObjectStatus(
                    hold.entry().key(),
                    hold.entry().apiVersion(),
                    SyncStatus.OUT_OF_SYNC,
                    health(hold.entry().key()).health(),
                    "It left Git and is kept: " + hold.reason() + ".",
                    List.of(),
                    new Origin("", 0, 0)));
        }
        return objects;
    }

    private ObjectStatus object(Desired wanted) {
        ResourceKey key = wanted.key();
        Verdict verdict = health(key);
        List<FieldDrift> fields = new ArrayList<>();
        table.live(key).ifPresent(live -> {
            fields.addAll(live.drift());
            fields.addAll(live.unowned());
        });
        if (table.live(key).isEmpty() && table.isApplied(wanted) && isKnown) {
            fields.add(Comparison.deleted());
        }
        String message = Optional.ofNullable(failures.get(key))
                .or(() -> Optional.ofNullable(drift.failures().get(key)))
                .map(StepOutcome.Failure::message)
                .orElse(keeper.explain(key, verdict));
        return new ObjectStatus(
                key,
                wanted.manifest().apiVersion(),
                sync(wanted),
                verdict.health(),
                message,
                fields.size() <= ObjectStatus.MAX_DRIFT ? fields : fields.subList(0, ObjectStatus.MAX_DRIFT),
                wanted.manifest().origin());
    }

    private SyncStatus sync(Desired wanted) {
        if (!isKnown) {
            return SyncStatus.UNKNOWN;
        }
        return table.matches(wanted) ? SyncStatus.SYNCED : SyncStatus.OUT_OF_SYNC;
    }

    private Verdict health(ResourceKey key) {
        return table.live(key)
                .map(live -> live.verdict().at(now))
                .orElse(isKnown ? Verdict.missing() : Verdict.unknown(""));
    }

    /// @return the application as a whole, with the one sentence that matters most
    public ApplicationStatus status() {
        List<Desired> wanted = new ArrayList<>(table.desired());
        Sentence sentence = sentence();
        return new ApplicationStatus(
                application,
                applicationSync(wanted),
                stage == Stage.IDLE
                        ? Health.UNKNOWN
                        : Health.worstOf(wanted.stream()
                                .map(one -> health(one.key()).health())
                                .toList()),
                stage.phase(),
                desired,
                applied,
                isSuspended,
                wanted.size(),
                table.drifted().size(),
                sentence.code(),
                sentence.message(),
                now);
    }

    private SyncStatus applicationSync(List<Desired> wanted) {
        if (!refused.isEmpty() || !isKnown || stage == Stage.IDLE) {
            return SyncStatus.UNKNOWN;
        }
        boolean isSynced =
                holds.isEmpty() && disputed.isEmpty() && wanted.stream().allMatch(table::matches);
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
        Optional<StepOutcome.Failure> failure = trouble.or(
                        () -> failures.values().stream().findFirst())
                .or(() -> drift.failures().values().stream().findFirst());
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
        return holds.isEmpty()
                ? Optional.empty()
                : Optional.of(new Sentence(
                        Codes.APPROVAL,
                        holds.size() + (holds.size() == 1 ? " object that left Git is" : " objects that left Git are")
                                + " kept, first " + holds.get(0).entry().key() + ": "
                                + holds.get(0).reason() + "."));
    }

    private Optional<Sentence> unwell() {
        for (Desired wanted : table.desired()) {
            Verdict verdict = health(wanted.key());
            boolean isBad = verdict.health().compareTo(Health.DEGRADED) >= 0
                    || (stage == Stage.UNHEALTHY && verdict.health().compareTo(Health.PROGRESSING) >= 0);
            if (isBad) {
                String why = keeper.explain(wanted.key(), verdict);
                return Optional.of(new Sentence(
                        Codes.UNHEALTHY,
                        wanted.key() + " is "
                                + (stage == Stage.UNHEALTHY ? "not healthy in time" : "not healthy")
                                + (why.isEmpty() ? "." : ": " + why + ".")));
            }
        }
        return Optional.empty();
    }
}
