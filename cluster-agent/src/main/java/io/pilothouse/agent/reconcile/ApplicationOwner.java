package io.pilothouse.agent.reconcile;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.health.Verdict;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Dependencies;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.Evidence;
import io.pilothouse.core.plan.Inventory;
import io.pilothouse.core.plan.InventoryEntry;
import io.pilothouse.core.plan.Observed;
import io.pilothouse.core.plan.Ownership;
import io.pilothouse.core.plan.Plan;
import io.pilothouse.core.plan.Planner;
import io.pilothouse.core.plan.Prune;
import io.pilothouse.core.plan.Step;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.SyncPolicy;
import io.pilothouse.core.status.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes one application as Git says, on a thread of its own: takes what waits in its mailbox, decides, acts, reports,
/// and
/// sleeps until something happens or falls due. Everything it knows belongs to that thread; see [Stage] for its
/// states.
final class ApplicationOwner implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationOwner.class);
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(10);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final ApplicationKey key;
    private final Context context;
    private final Mailbox mailbox = new Mailbox();
    private final ObjectTable table;
    private final DriftKeeper drift;
    private final StatusWriter writer;
    private final Retry retry;

    private Stage stage = Stage.IDLE;
    private Optional<Assignment> current = Optional.empty();
    private List<InputError> refused = List.of();
    private SyncPolicy policy = SyncPolicy.DEFAULT;
    private Revision desired = Revision.NONE;
    private Map<ResourceKey, ApplicationKey> disputed = Map.of();

    private Plan plan = new Plan(Revision.NONE, List.of(), List.of());
    private int nextBatch;
    private int writes;
    private Instant deadline = Instant.MAX;
    private final Map<ResourceKey, StepOutcome.Failure> failures = new TreeMap<>();
    private Optional<StepOutcome.Failure> trouble = Optional.empty();
    private List<Prune.Hold> holds = List.of();
    private Optional<Standing.Sentence> wait = Optional.empty();
    private final Map<ResourceKey, Mailbox.Sighting> doubtful = new TreeMap<>();
    private Set<KindName> listed = Set.of();
    private boolean isCommanded;
    private boolean isChangeOpen;
    private boolean isOver;
    private Instant seenAt = Instant.MAX;
    private Instant runStarted = Instant.MIN;
    private Inventory stored;

    ApplicationOwner(Inventory inventory, Context context) {
        this.key = inventory.application();
        this.context = context;
        this.stored = inventory;
        this.table = new ObjectTable(inventory, context.fingerprints());
        this.drift = new DriftKeeper(key, context, table);
        this.writer = new StatusWriter(key, context.reports(), context.overview());
        this.retry = new Retry(context.settings().random());
    }

    ApplicationKey key() {
        return key;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    @Override
    public void run() {
        try {
            while (!isOver) {
                mailbox.await(untilNextDue());
                // before draining: what was listed by now is in the mailbox, so what is not in it is missing
                listed = context.router().listed();
                Mailbox.Inbox inbox = mailbox.drain();
                if (inbox.isClosed()) {
                    return;
                }
                try {
                    turn(inbox);
                } catch (RuntimeException e) {
                    // a defect of ours must not end the care for an application
                    LOG.atError()
                            .addKeyValue("application", key.path())
                            .setCause(e)
                            .log("reconciling failed by a defect; tried again");
                    fail(List.of(new StepOutcome.Rejected(
                            Codes.REJECTED, "The agent failed by a defect of its own: see its log, and report it.")));
                }
            }
            context.ended().accept(key);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn(Mailbox.Inbox inbox) throws InterruptedException {
        inbox.assignment().ifPresent(this::begin);
        if (inbox.isSyncNow()) {
            isCommanded = true;
            retry.reset();
            drift.encourage();
            if (current.isPresent()) {
                stage = Stage.QUEUED;
            }
        }
        for (Mailbox.Sighting sighting : inbox.sightings()) {
            observe(sighting);
        }
        List.copyOf(doubtful.values()).forEach(this::observe);
        advance();
        if (current.isPresent() && !mailbox.isOvertaken() && drift.keep(desired, policy, listed, mailbox)) {
            store();
        }
        passGate();
        report(inbox.isResync());
    }

    // --- observe

    private void begin(Assignment assignment) {
        if (isChangeOpen && !(assignment instanceof Assignment.Refused)) {
            context.signals().changeEnded(SignalSink.ChangeResult.SUPERSEDED, Duration.between(seenAt, context.now()));
        }
        seenAt = isChangeOpen && seenAt.isBefore(assignment.seenAt()) ? seenAt : assignment.seenAt();
        switch (assignment) {
            case Assignment.Refused refusal -> refused = refusal.errors();
            case Assignment.Declared declared -> {
                boolean isNew = isNew(declared);
                refused = List.of();
                policy = declared.policy();
                disputed = declared.disputed();
                desired = isNew ? declared.revision() : table.applied();
                table.declare(declared.desired());
                table.govern(table.applied(), policy);
                start(declared, isNew);
            }
            case Assignment.Removed removed -> {
                refused = List.of();
                policy = table.policy();
                disputed = Map.of();
                desired = removed.revision();
                table.declare(List.of());
                start(removed, true);
            }
        }
    }

    private void start(Assignment assignment, boolean isNew) {
        current = Optional.of(assignment);
        isChangeOpen = isNew;
        failures.clear();
        trouble = Optional.empty();
        holds = List.of();
        retry.reset();
        stage = Stage.QUEUED;
    }

    /// After a restart, what was applied already is no change: its commit is the one it was applied with.
    private boolean isNew(Assignment.Declared declared) {
        boolean isAsApplied = table.applied().isKnown()
                && declared.policy().equals(table.policy())
                && declared.desired().size() == table.entries().size()
                && declared.desired().stream().allMatch(table::isApplied);
        return !isAsApplied;
    }

    private void observe(Mailbox.Sighting sighting) {
        ResourceKey object = sighting.key();
        Optional<Desired> wanted = table.desired(object);
        boolean isOtherVersion = wanted.isPresent()
                && !wanted.get().manifest().apiVersion().equals(sighting.kind().apiVersion());
        if (isOtherVersion || table.knowsNewer(object, sighting.resourceVersion())) {
            doubtful.remove(object);
            return;
        }
        Observed.PruneWish wish = wishOf(object);
        if (sighting.object().isPresent()) {
            table.see(object, sighting.object().get());
            doubtful.remove(object);
        } else if (wanted.isEmpty()) {
            table.forget(object);
        } else {
            look(object, wanted.get(), sighting);
        }
        drift.sighted(object, sighting.at());
        boolean isDecided = wishOf(object) != wish
                && holds.stream().anyMatch(h -> h.entry().key().equals(object));
        if (isDecided) {
            stage = Stage.QUEUED;
        }
    }

    private Observed.PruneWish wishOf(ResourceKey object) {
        return table.live(object).map(live -> live.observed().wish()).orElse(Observed.PruneWish.NONE);
    }

    /// A watch that is filtered by a label cannot tell an object that is gone from one that lost the label.
    private void look(ResourceKey object, Desired wanted, Mailbox.Sighting sighting) {
        switch (context.cluster().look(object, wanted.manifest().apiVersion())) {
            case Cluster.Look.Found found -> {
                table.see(object, found.live());
                doubtful.remove(object);
            }
            case Cluster.Look.Missing _ -> {
                table.forget(object);
                doubtful.remove(object);
            }
            case Cluster.Look.Failed _ -> doubtful.put(object, sighting);
        }
    }

    // --- decide and act

    private void advance() throws InterruptedException {
        Stage before;
        do {
            before = stage;
            switch (stage) {
                case IDLE, SUCCEEDED -> {}
                case QUEUED -> {
                    if (mayRun()) {
                        runFromStart();
                    }
                }
                case APPLYING -> stage = Stage.QUEUED;
                case BARRIER -> passBarrier();
                case HEALTH, UNHEALTHY -> awaitHealth();
                case FAILED -> {
                    if (retry.isDue(context.now()) && !context.suspensions().isSuspended(key)) {
                        stage = Stage.QUEUED;
                    }
                }
            }
        } while (stage != before && !mailbox.isOvertaken());
    }

    private boolean mayRun() {
        wait = Optional.empty();
        if (context.suspensions().isSuspended(key)) {
            wait = Optional.of(
                    new Standing.Sentence(Codes.SUSPENDED, context.suspensions().explain(key)));
        } else if (isKnown() && policy.mode() == SyncPolicy.Mode.MANUAL && !isCommanded && hasWork()) {
            wait = Optional.of(new Standing.Sentence(
                    Codes.MANUAL,
                    "Commit " + desired.abbreviated() + " waits for the command to sync, because spec.sync.mode is"
                            + " manual."));
        } else if (key.layer() == Layer.APP && !context.gate().isOpen()) {
            wait = Optional.of(new Standing.Sentence(
                    Codes.INFRA, "It waits until the infra layer of the same commit has been applied."));
        }
        return wait.isEmpty() && isKnown();
    }

    private boolean isKnown() {
        return listed.containsAll(table.kinds());
    }

    private boolean hasWork() {
        return !Planner.plan(input()).isEmpty();
    }

    private Planner.Input input() {
        Evidence evidence = switch (current.orElseThrow()) {
            case Assignment.Declared declared -> declared.evidence();
            case Assignment.Removed removed -> removed.evidence();
            case Assignment.Refused _ -> throw new IllegalStateException("a refusal is never in force");
        };
        boolean isOrphaning = current.orElseThrow() instanceof Assignment.Removed && !policy.isDeletingWithFolder();
        SyncPolicy inForce = isOrphaning
                ? new SyncPolicy(
                        policy.mode(),
                        false,
                        policy.drift(),
                        policy.timeout(),
                        policy.maxDeletions(),
                        policy.maxDeletionRatio(),
                        false)
                : policy;
        return new Planner.Input(
                key,
                current.orElseThrow().revision(),
                inForce,
                List.copyOf(table.desired()),
                table.observed(),
                table.inventory(),
                evidence);
    }

    private void runFromStart() throws InterruptedException {
        plan = Planner.plan(input());
        nextBatch = 0;
        writes = 0;
        failures.clear();
        trouble = Optional.empty();
        isCommanded = false;
        holds = plan.prunes().stream()
                .filter(prune -> prune instanceof Prune.Hold)
                .map(prune -> (Prune.Hold) prune)
                .toList();
        runStarted = context.now();
        deadline = runStarted.plus(policy.timeout());
        if (plan.steps().noneMatch(Step::isWrite)) {
            nextBatch = plan.batches().size();
            stage = Stage.HEALTH;
            return;
        }
        stage = Stage.APPLYING;
        report(false);
        withWorker(() -> {
            if (writeAhead()) {
                applyBatches();
            }
        });
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void withWorker(Work work) throws InterruptedException {
        Duration waited = context.workers().acquire();
        try {
            context.signals().runStarted(waited);
            work.run();
        } finally {
            context.workers().release();
        }
    }

    /// Nothing is applied before the cluster remembers that it is about to be.
    private boolean writeAhead() {
        plan.steps()
                .map(step -> step.desired().manifest())
                .forEach(manifest -> table.announce(manifest.key(), manifest.apiVersion(), desired));
        return store();
    }

    private boolean store() {
        Inventory now = table.inventory();
        if (now.equals(stored)) {
            return true;
        }
        try {
            context.cluster().inventories().store(now);
            stored = now;
            trouble = Optional.empty();
            return true;
        } catch (InventoryStore.UnusableException e) {
            trouble = Optional.of(e.failure());
            fail(List.of(e.failure()));
            return false;
        }
    }

    private void applyBatches() throws InterruptedException {
        while (nextBatch < plan.batches().size()) {
            Plan.Batch batch = plan.batches().get(nextBatch);
            if (nextBatch > 0 && isBarrier(plan.batches().get(nextBatch - 1), batch) && !isHealthyBefore(nextBatch)) {
                stage = Stage.BARRIER;
                deadline = context.now().plus(policy.timeout());
                store();
                return;
            }
            if (nextBatch > 0
                    && batch.wave() != plan.batches().get(nextBatch - 1).wave()
                    && !failures.isEmpty()) {
                break;
            }
            apply(batch);
            if (mailbox.isOvertaken()) {
                if (!mailbox.isClosed()) {
                    store();
                }
                return;
            }
            nextBatch++;
        }
        finishApply();
    }

    private void apply(Plan.Batch batch) throws InterruptedException {
        List<Manifest> failed = failedManifests();
        List<Desired> due = new ArrayList<>();
        for (Step step : batch.steps()) {
            if (step.isWrite()) {
                Optional<ResourceKey> blocker =
                        Dependencies.blocker(step.desired().manifest(), failed);
                if (blocker.isPresent()) {
                    failures.put(
                            step.desired().key(),
                            new StepOutcome.Rejected(
                                    Codes.DEPENDENCY,
                                    step.desired().key() + " waits for " + blocker.get() + ", which was not applied."));
                } else {
                    due.add(step.desired());
                }
            }
        }
        List<Applier.Result<Desired>> results = due.isEmpty()
                ? List.of()
                : Applier.all(
                        due,
                        context.settings().workers(),
                        mailbox::isOvertaken,
                        wanted -> context.cluster().apply(wanted.manifest(), false));
        for (Applier.Result<Desired> result : results) {
            switch (result.outcome()) {
                case StepOutcome.Applied applied -> applied(result.item(), applied);
                case StepOutcome.Failure failure -> failures.put(result.item().key(), failure);
                case StepOutcome.Deleted _ -> throw new IllegalStateException("an apply does not delete");
            }
        }
    }

    private void applied(Desired wanted, StepOutcome.Applied outcome) {
        writes += table.applied(wanted, outcome, desired) ? 1 : 0;
        doubtful.remove(wanted.key());
        if (wanted.key().kind().equals("CustomResourceDefinition")) {
            context.cluster()
                    .kindMayExist(
                            wanted.manifest().content().text("spec", "group").orElse(""));
        }
    }

    private List<Manifest> failedManifests() {
        List<Manifest> failed = new ArrayList<>();
        failures.keySet().forEach(object -> table.desired(object).ifPresent(wanted -> failed.add(wanted.manifest())));
        return failed;
    }

    private void finishApply() {
        if (failures.isEmpty()) {
            table.govern(desired, policy);
            vouch();
        }
        boolean isStored = store();
        context.signals().runApplied(Duration.between(runStarted, context.now()), writes);
        if (!isStored) {
            return;
        }
        if (failures.isEmpty()) {
            deadline = context.now().plus(policy.timeout());
            stage = Stage.HEALTH;
        } else {
            fail(List.copyOf(failures.values()));
        }
    }

    /// What this commit declares is vouched for by this commit, where the one that brought it is no ancestor.
    private void vouch() {
        if (!desired.equals(plan.revision())) {
            return;
        }
        Evidence evidence = input().evidence();
        for (Desired wanted : table.desired()) {
            InventoryEntry entry = table.entries().get(wanted.key());
            if (entry != null
                    && !entry.introduced().equals(plan.revision())
                    && !evidence.isAncestor().test(entry.introduced())) {
                table.vouch(wanted.key(), plan.revision());
            }
        }
    }

    private void fail(List<StepOutcome.Failure> outcomes) {
        stage = Stage.FAILED;
        retry.failed(outcomes, context.now());
        boolean isFinal = outcomes.stream().anyMatch(o -> !(o instanceof StepOutcome.Unreachable));
        if (isFinal) {
            endChange(SignalSink.ChangeResult.FAILED);
        }
    }

    private void endChange(SignalSink.ChangeResult result) {
        if (isChangeOpen) {
            isChangeOpen = false;
            context.signals().changeEnded(result, Duration.between(seenAt, context.now()));
        }
    }

    // --- health and what comes after it

    private static boolean isBarrier(Plan.Batch before, Plan.Batch after) {
        // definitions come first of all, and their kinds exist only when they are established
        return before.wave() != after.wave() || (before.rank() == 0 && after.rank() != 0);
    }

    private boolean isHealthyBefore(int batch) {
        return plan.batches().subList(0, batch).stream()
                .flatMap(done -> done.steps().stream())
                .map(Step::desired)
                .filter(wanted -> !failures.containsKey(wanted.key()))
                .allMatch(this::isHealthy);
    }

    private boolean isHealthy(Desired wanted) {
        return table.live(wanted.key())
                .map(live -> live.verdict().at(context.now()).health())
                .filter(health -> health == Health.HEALTHY || health == Health.SUSPENDED)
                .isPresent();
    }

    private void passBarrier() throws InterruptedException {
        if (isHealthyBefore(nextBatch)) {
            plan.batches().subList(0, nextBatch).stream()
                    .flatMap(batch -> batch.steps().stream())
                    .map(step -> step.desired().manifest())
                    .filter(manifest -> manifest.key().kind().equals("CustomResourceDefinition"))
                    .forEach(manifest -> context.cluster()
                            .kindMayExist(
                                    manifest.content().text("spec", "group").orElse("")));
            stage = Stage.APPLYING;
            withWorker(this::applyBatches);
        } else if (!context.now().isBefore(deadline)) {
            store();
            List<Desired> late = plan.batches().subList(0, nextBatch).stream()
                    .flatMap(batch -> batch.steps().stream())
                    .map(Step::desired)
                    .filter(wanted -> !isHealthy(wanted))
                    .toList();
            for (Desired wanted : late) {
                failures.put(
                        wanted.key(),
                        new StepOutcome.Rejected(
                                Codes.UNHEALTHY,
                                wanted.key() + " did not become healthy within "
                                        + policy.timeout().toSeconds()
                                        + " s, so that what comes after it was not applied"
                                        + evidence(wanted) + "."));
            }
            fail(List.copyOf(failures.values()));
        }
    }

    private String evidence(Desired wanted) {
        return table.live(wanted.key())
                .map(live -> live.verdict().at(context.now()))
                .map(Verdict::evidence)
                .filter(text -> !text.isEmpty())
                .map(text -> " (" + text + ")")
                .orElse("");
    }

    private void awaitHealth() throws InterruptedException {
        boolean isHealthy = table.desired().stream().allMatch(this::isHealthy);
        if (isHealthy) {
            prune();
        } else if (stage == Stage.HEALTH && !context.now().isBefore(deadline)) {
            stage = Stage.UNHEALTHY;
            endChange(SignalSink.ChangeResult.FAILED);
        }
    }

    private void prune() throws InterruptedException {
        List<Prune.Delete> deletions = new ArrayList<>();
        for (Prune prune : plan.prunes()) {
            switch (prune) {
                case Prune.Delete delete -> deletions.add(delete);
                case Prune.Keep keep -> table.strike(keep.entry().key());
                case Prune.Forget forget -> table.strike(forget.entry().key());
                case Prune.Hold _ -> {}
            }
        }
        if (context.suspensions().isSuspended(key) && !deletions.isEmpty()) {
            stage = Stage.QUEUED;
            return;
        }
        if (!deletions.isEmpty()) {
            withWorker(() -> delete(deletions));
            if (mailbox.isOvertaken() && stage != Stage.FAILED) {
                store();
                return;
            }
        }
        plan = new Plan(plan.revision(), plan.batches(), List.copyOf(holds));
        if (failures.isEmpty()) {
            table.govern(desired, policy);
            vouch();
            if (store()) {
                stage = Stage.SUCCEEDED;
                endChange(SignalSink.ChangeResult.SUCCEEDED);
                finishIfRemoved();
            }
        } else {
            store();
            fail(List.copyOf(failures.values()));
        }
    }

    private void delete(List<Prune.Delete> deletions) {
        for (Prune.Delete delete : deletions) {
            if (mailbox.isOvertaken()) {
                return;
            }
            InventoryEntry entry = delete.entry();
            switch (context.cluster().delete(entry.key(), entry.apiVersion(), delete.uid())) {
                case StepOutcome.Deleted _ -> {
                    table.strike(entry.key());
                    table.forget(entry.key());
                    LOG.atInfo()
                            .addKeyValue("application", key.path())
                            .addKeyValue("object", entry.key().toString())
                            .addKeyValue("revision", plan.revision().id())
                            .log("deleted what left Git");
                }
                case StepOutcome.Failure failure -> failures.put(entry.key(), failure);
                case StepOutcome.Applied _ -> throw new IllegalStateException("a deletion does not apply");
            }
        }
    }

    private void finishIfRemoved() {
        if (current.orElseThrow() instanceof Assignment.Removed
                && table.entries().isEmpty()) {
            try {
                context.cluster().inventories().remove(table.inventory());
                isOver = true;
            } catch (InventoryStore.UnusableException e) {
                trouble = Optional.of(e.failure());
                fail(List.of(e.failure()));
            }
        }
    }

    // --- report

    private void passGate() {
        boolean isPast = switch (stage) {
            case IDLE -> !refused.isEmpty();
            case QUEUED -> wait.isPresent();
            case APPLYING, BARRIER -> false;
            case HEALTH, UNHEALTHY, SUCCEEDED, FAILED -> true;
        };
        if (isPast && key.layer() == Layer.INFRA) {
            context.gate().passed(key);
        }
    }

    private void report(boolean isAnew) {
        if (isOver) {
            return;
        }
        boolean isSuspended = context.suspensions().isSuspended(key);
        Optional<Standing.Sentence> suspended = isSuspended
                ? Optional.of(new Standing.Sentence(
                        Codes.SUSPENDED, context.suspensions().explain(key)))
                : Optional.empty();
        Standing standing = new Standing(
                key,
                context.now(),
                current.isEmpty() && !refused.isEmpty() ? Stage.FAILED : stage,
                desired,
                table.applied(),
                table,
                isKnown(),
                isSuspended,
                refused,
                failures,
                trouble,
                holds,
                disputed,
                drift,
                suspended.or(() -> wait));
        writer.write(standing.status(), standing.objects(), isAnew);
    }

    private Duration untilNextDue() {
        Instant now = context.now();
        Instant next = drift.nextDue(now.plus(LONGEST_SLEEP));
        if (!doubtful.isEmpty()) {
            next = earlier(next, now.plus(LOOK_AGAIN));
        }
        next = switch (stage) {
            case FAILED -> earlier(next, retry.due());
            case HEALTH, BARRIER -> earlier(next, deadline);
            case IDLE, QUEUED, APPLYING, UNHEALTHY, SUCCEEDED -> next;
        };
        for (Desired wanted : table.desired()) {
            Optional<Instant> later = table.live(wanted.key())
                    .flatMap(live -> live.verdict().later())
                    .map(Verdict.Later::at)
                    .filter(at -> at.isAfter(now));
            if (later.isPresent()) {
                next = earlier(next, later.get());
            }
        }
        Duration until = Duration.between(now, next);
        return until.compareTo(Duration.ofMillis(20)) < 0 ? Duration.ofMillis(20) : until;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /// @return the mark of the objects that belong to it
    String mark() {
        return Ownership.mark(key);
    }
}
