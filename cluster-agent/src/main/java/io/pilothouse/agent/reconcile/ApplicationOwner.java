package io.pilothouse.agent.reconcile;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.Insight;
import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.reconcile.drift.DriftKeeper;
import io.pilothouse.agent.reconcile.health.HealthKeeper;
import io.pilothouse.agent.reconcile.object.Assignment;
import io.pilothouse.agent.reconcile.object.InventoryKeeper;
import io.pilothouse.agent.reconcile.object.Live;
import io.pilothouse.agent.reconcile.object.ObjectTable;
import io.pilothouse.agent.reconcile.object.Tolerance;
import io.pilothouse.agent.reconcile.pace.Clocks;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.agent.reconcile.pace.DependencyGate;
import io.pilothouse.agent.reconcile.pace.Sentence;
import io.pilothouse.agent.reconcile.report.Board;
import io.pilothouse.agent.reconcile.report.Glance;
import io.pilothouse.agent.reconcile.report.Standing;
import io.pilothouse.agent.reconcile.report.StatusWriter;
import io.pilothouse.agent.reconcile.run.Rollout;
import io.pilothouse.agent.reconcile.run.Stage;
import io.pilothouse.core.annotation.PruneWish;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.Inventory;
import io.pilothouse.core.plan.Ownership;
import io.pilothouse.core.policy.HealthRule;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Health;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.status.SyncStatus;
import io.pilothouse.core.window.Openings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes one application as Git says, on a thread of its own: takes what waits in its mailbox, observes, rolls out,
/// corrects drift, reports, and sleeps until something happens or falls due. Everything it knows belongs to that
/// thread.
final class ApplicationOwner implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationOwner.class);
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(10);
    private static final Duration LOOK_AT_THE_CALENDAR = Duration.ofMinutes(1);
    private static final Duration SHORTEST_SLEEP = Duration.ofMillis(20);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final ApplicationKey key;
    private final Surroundings surroundings;
    private final Context context;
    private final Mailbox mailbox = new Mailbox();
    private final HealthKeeper health;
    private final ObjectTable table;
    private final InventoryKeeper inventory;
    private final Rollout rollout;
    private final DriftKeeper drift;
    private final Board board;
    private final StatusWriter writer;
    private final Map<ResourceKey, Mailbox.Sighting> doubtful = new TreeMap<>();
    private List<InputError> refused = List.of();
    private Map<ResourceKey, ApplicationKey> disputed = Map.of();
    private Set<KindName> listed = Set.of();
    private Revision newest = Revision.NONE;
    private Clocks.Moment looked;
    private volatile boolean isHolding;
    private volatile boolean isUnfinished;
    private volatile Openings openings = Openings.of(List.of());

    ApplicationOwner(Inventory stored, Surroundings surroundings) {
        this.key = stored.application();
        this.surroundings = surroundings;
        this.context = surroundings.context();
        this.looked = context.clocks().moment();
        this.health = new HealthKeeper(
                key,
                surroundings.means(),
                surroundings.evidence(),
                context.clocks().steady(),
                mailbox::poke);
        this.table = new ObjectTable(
                stored, context.fingerprints(), new Tolerance(context.clocks().wall()), health);
        this.inventory = new InventoryKeeper(context.cluster().inventories(), table);
        this.rollout = new Rollout(key, context, table, mailbox, inventory, () -> report(false));
        this.drift = new DriftKeeper(key, context, table);
        this.board = new Board(
                table,
                health,
                object ->
                        rollout.failures().of(object).or(() -> drift.failures().of(object)));
        this.writer = new StatusWriter(key, context.reports(), surroundings.overview());
    }

    ApplicationKey key() {
        return key;
    }

    /// @return the mark of the objects that belong to it
    String mark() {
        return Ownership.mark(key);
    }

    Mailbox mailbox() {
        return mailbox;
    }

    @Override
    public void run() {
        try {
            while (!(rollout.isOver() && mailbox.retire())) {
                mailbox.await(untilNextDue());
                // before draining: what was listed by now is in the mailbox, so what is not in it is missing
                listed = surroundings.router().listed();
                looked = context.clocks().moment();
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
                    rollout.fail(List.of(new StepOutcome.Rejected(
                            Codes.REJECTED, "The agent failed by a defect of its own: see its log, and report it.")));
                }
            }
            surroundings.ended().accept(this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn(Mailbox.Inbox inbox) throws InterruptedException {
        // the wish that comes with a commit is about that commit
        boolean isOverruling = inbox.isSyncNow() && context.suspensions().isOverruled(key);
        inbox.assignment().ifPresent(this::begin);
        if (isOverruling) {
            context.suspensions().overrule(key);
        }
        if (inbox.isSyncNow()) {
            drift.encourage();
            rollout.again(true);
        }
        inbox.cancelled().ifPresent(rollout::cancel);
        openings = rollout.target().openings();
        context.suspensions().setClosed(key, !openings.isOpen(context.date()));
        table.mindEndedRules();
        inbox.sightings().forEach(this::observe);
        List.copyOf(doubtful.values()).forEach(this::observe);
        inbox.approvals().forEach(this::approve);
        // before the run, which would put it right without a word about who changed what
        if (rollout.target().isKnown()
                && !mailbox.isOvertaken()
                && drift.keep(rollout.target().desired(), listed, mailbox)
                && !inventory.keep()) {
            rollout.fail(List.of(inventory.trouble().orElseThrow()));
        }
        rollout.advance(listed);
        boolean isNeverToRun = !rollout.target().isKnown() && !refused.isEmpty();
        if (key.layer() == Layer.INFRA && (rollout.isPastApply() || isNeverToRun)) {
            context.gate().passed(key, newest);
        }
        isHolding = rollout.pruner().isAwaiting();
        report(inbox.isResync());
        if (!inbox.inquiries().isEmpty()) {
            Insight insight = insight();
            inbox.inquiries().forEach(asked -> asked.complete(insight));
        }
    }

    private Insight insight() {
        Glance glance = glance();
        Standing standing = standing(glance);
        return new Insight(
                standing.status(),
                board.anew(glance),
                rollout.target().isKnown() ? Optional.of(rollout.target().input()) : Optional.empty(),
                rollout.stage().name(),
                standing.waiting().map(Sentence::message).orElse(""),
                rollout.stage() == Stage.FAILED
                        ? Optional.of(context.clocks().dateOf(rollout.nextDue(looked, Instant.MAX)))
                        : Optional.empty(),
                rollout.steps(),
                table.tolerance().asOfNow(),
                table.tenantOf(context.cluster()));
    }

    /// @return true if something that left Git is still ours; may be asked from any thread
    boolean isHolding() {
        return isHolding;
    }

    /// @return true if there is a run to cancel; may be asked from any thread
    boolean isUnfinished() {
        return isUnfinished;
    }

    /// @return when a run may begin; may be asked from any thread
    Openings openings() {
        return openings;
    }

    private void begin(Assignment assignment) {
        newest = assignment.revision();
        switch (assignment) {
            case Assignment.Refused refusal -> refused = refusal.errors();
            case Assignment.Declared declared -> {
                refused = List.of();
                disputed = declared.disputed();
                rollout.begin(declared);
                judgeBy(declared.policy().health());
            }
            case Assignment.Removed removed -> {
                refused = List.of();
                disputed = Map.of();
                rollout.begin(removed);
            }
        }
    }

    /// Verdicts by other rules no longer count, and the objects they were about were not kept: they are looked at
    /// again.
    private void judgeBy(List<HealthRule> rules) {
        Predicate<ResourceKey> isConcerned = health.govern(rules);
        table.desired().stream()
                .filter(wanted -> isConcerned.test(wanted.key())
                        && table.live(wanted.key()).isPresent())
                .forEach(wanted -> doubtful.put(
                        wanted.key(),
                        new Mailbox.Sighting(KindName.of(wanted), wanted.key(), Optional.empty(), "", context.now())));
    }

    private void observe(Mailbox.Sighting sighting) {
        ResourceKey object = sighting.key();
        Optional<Desired> wanted = table.desired(object);
        boolean isOtherVersion = wanted.isPresent()
                && !wanted.get().apiVersion().equals(sighting.kind().apiVersion());
        doubtful.remove(object);
        if (isOtherVersion || table.knowsNewer(object, sighting.resourceVersion())) {
            return;
        }
        Optional<Fate> before = fateOf(object);
        rollout.sighted(object, sighting.object());
        if (sighting.object().isPresent()) {
            table.see(object, sighting.object().get());
        } else if (wanted.isPresent()) {
            look(object, wanted.get(), sighting);
        } else {
            table.forget(object);
        }
        drift.sighted(object, sighting.at());
        if (rollout.pruner().isAwaiting(object) && !fateOf(object).equals(before)) {
            rollout.again(false);
        }
    }

    /// What decides about an object that left Git.
    private record Fate(String uid, String owner, PruneWish wish) {}

    private Optional<Fate> fateOf(ResourceKey object) {
        return table.live(object).map(Live::observed).map(seen -> new Fate(seen.uid(), seen.owner(), seen.wish()));
    }

    private void approve(Mailbox.Approve approval) {
        Optional<String> refusal = rollout.approve(approval.hash());
        approval.outcome()
                .complete(refusal.map(CommandOutcome::refused)
                        .orElseGet(() -> CommandOutcome.succeeded(
                                "The deletions of this plan are approved, and happen at the end of the run.")));
    }

    /// A watch that is filtered by a label cannot tell an object that is gone from one that lost the label.
    private void look(ResourceKey object, Desired wanted, Mailbox.Sighting sighting) {
        switch (context.cluster().look(object, wanted.apiVersion())) {
            case Cluster.Look.Found found -> table.see(object, found.live());
            case Cluster.Look.Missing _ -> table.forget(object);
            case Cluster.Look.Failed _ -> doubtful.put(object, sighting);
        }
    }

    private void report(boolean isAnew) {
        if (rollout.isOver()) {
            return;
        }
        Glance glance = glance();
        ApplicationStatus status = standing(glance).status();
        isUnfinished = rollout.stage().isUnfinished();
        writer.write(status, board, isAnew);
        context.dependencies().tell(key, newest, progress(status));
    }

    /// How it stands, for those that depend on it.
    private DependencyGate.Progress progress(ApplicationStatus status) {
        boolean isSettled = status.phase() == RunPhase.SUCCEEDED
                && status.sync() == SyncStatus.SYNCED
                && status.health().compareTo(Health.SUSPENDED) <= 0;
        if (isSettled) {
            return new DependencyGate.Progress.Settled();
        }
        return rollout.isUnderWay() && refused.isEmpty()
                ? new DependencyGate.Progress.UnderWay()
                : new DependencyGate.Progress.Stuck(status.message());
    }

    private Glance glance() {
        return new Glance(
                context.now(),
                looked.now(),
                listed.containsAll(table.kinds()),
                rollout.stage() == Stage.UNHEALTHY || rollout.stage() == Stage.FAILED,
                rollout.holds());
    }

    private Standing standing(Glance glance) {
        board.refresh(glance);
        boolean isSuspended = context.suspensions().isSuspended(key);
        Optional<Sentence> suspended = isSuspended
                ? Optional.of(
                        new Sentence(Codes.SUSPENDED, context.suspensions().explain(key)))
                : Optional.empty();
        return new Standing(
                key,
                context.date(),
                glance,
                !refused.isEmpty() ? Stage.FAILED : rollout.stage(),
                rollout.target().desired(),
                table.applied(),
                table,
                board,
                isSuspended,
                refused,
                rollout.failures(),
                inventory.trouble(),
                disputed,
                drift,
                suspended.or(rollout::waiting));
    }

    private Duration untilNextDue() {
        Instant now = context.now();
        Instant atLatest = rollout.nextDue(looked, drift.nextDue(looked, now.plus(longestSleep())));
        Instant next = Stream.of(board.nextDue(), health.nextDue())
                .flatMap(Optional::stream)
                .reduce(atLatest, (one, other) -> one.isBefore(other) ? one : other);
        Duration until = Duration.between(now, next);
        return until.compareTo(SHORTEST_SLEEP) < 0 ? SHORTEST_SLEEP : until;
    }

    /// Whoever goes by the calendar looks at it now and then, because somebody may set the clock.
    private Duration longestSleep() {
        boolean hasDates = table.tolerance().nextEnd(looked.date()).isPresent()
                || openings.nextChange(looked.date()).isPresent()
                || context.suspensions().nextChange(key, looked.date()).isPresent();
        Duration longest = hasDates ? LOOK_AT_THE_CALENDAR : LONGEST_SLEEP;
        return doubtful.isEmpty() ? longest : LOOK_AGAIN;
    }
}
