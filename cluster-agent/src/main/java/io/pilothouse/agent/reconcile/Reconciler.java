package io.pilothouse.agent.reconcile;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.Insight;
import io.pilothouse.agent.port.Insights;
import io.pilothouse.agent.port.InventoryStore;
import io.pilothouse.agent.port.KindName;
import io.pilothouse.agent.port.Leadership;
import io.pilothouse.agent.port.ReportSink;
import io.pilothouse.agent.port.SignalSink;
import io.pilothouse.agent.port.Source;
import io.pilothouse.agent.port.SourceUnusableException;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.reconcile.health.EvidenceDesk;
import io.pilothouse.agent.reconcile.health.HealthMeans;
import io.pilothouse.agent.reconcile.pace.ClusterKey;
import io.pilothouse.agent.reconcile.pace.Context;
import io.pilothouse.agent.reconcile.pace.DependencyGate;
import io.pilothouse.agent.reconcile.pace.InfraGate;
import io.pilothouse.agent.reconcile.pace.ReconcileSettings;
import io.pilothouse.agent.reconcile.pace.Retry;
import io.pilothouse.agent.reconcile.pace.Suspensions;
import io.pilothouse.agent.reconcile.pace.Workers;
import io.pilothouse.agent.reconcile.report.ClusterReporter;
import io.pilothouse.agent.reconcile.report.Overview;
import io.pilothouse.agent.reconcile.tombstone.Tombstones;
import io.pilothouse.agent.reconcile.tombstone.Undo;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.drift.Fingerprints;
import io.pilothouse.core.plan.Inventory;
import io.pilothouse.core.slice.Slice;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.SourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one cluster as Git says. One thread asks Git, computes the slice and hands applications to their owners; each
/// [ApplicationOwner] does the rest on its own thread.
///
/// Nothing that a Git server, an API server or a hub does makes it stop or throw: it reports what is wrong, goes on
/// with
/// what it has, and tries again.
public final class Reconciler implements Insights, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration END = Duration.ofSeconds(5);

    private final ReconcileSettings settings;
    private final Source source;
    private final Cluster cluster;
    private final Leadership leadership;
    private final SignalSink signals;
    private final Desk desk = new Desk();
    private final Map<ApplicationKey, ApplicationOwner> owners = new ConcurrentHashMap<>();
    private final Map<ApplicationKey, Thread> threads = new ConcurrentHashMap<>();
    private final Surroundings surroundings;
    private final Context context;
    private final SliceKeeper keeper;
    private final Fetching fetching;
    private final List<Desk.Order> waiting = new ArrayList<>();
    private final List<Desk.Order> underWay = new ArrayList<>();
    private final Retry connecting;
    private final Retry slicing;
    private final List<Thread> ownThreads = new ArrayList<>();
    private final Commands commands;
    private final ClusterReporter reporter;

    private final Map<KindName, String> watchTroubles = new ConcurrentHashMap<>();
    private boolean isConnected;
    private boolean isFetchDue;
    private long term;
    private Instant nextFetch = Instant.MIN;
    private String connectError = "it was not asked yet";
    private String sliceError = "";
    private SourceStatus git = SourceStatus.NONE;
    private Optional<Slice> slice = Optional.empty();
    private Revision tried = Revision.NONE;
    private Cluster.Facts.Known facts = new Cluster.Facts.Known("", "");

    /// A reconciler of a cluster that no other agent writes to, and that judges health by the built-in rules alone.
    public Reconciler(
            ReconcileSettings settings, Source source, Cluster cluster, ReportSink reports, SignalSink signals) {
        this(settings, source, cluster, reports, signals, Leadership.ALWAYS, HealthMeans.LEAST);
    }

    /// @param leadership whether this agent may write; while it may not, nothing is decided either
    /// @param means what health is judged by
    public Reconciler(
            ReconcileSettings settings,
            Source source,
            Cluster cluster,
            ReportSink reports,
            SignalSink signals,
            Leadership leadership,
            HealthMeans means) {
        this.settings = settings;
        this.leadership = leadership;
        this.source = source;
        this.cluster = cluster;
        this.signals = signals;
        Workers workers = new Workers(settings.workers(), settings.clocks().steady());
        this.context = new Context(
                settings,
                cluster,
                reports,
                signals,
                workers,
                new InfraGate(this::pokeAll),
                new DependencyGate(this::poke),
                new Suspensions(cluster.inventories(), settings.clocks().wall()),
                new Tombstones(cluster.inventories()),
                new ClusterKey(cluster.inventories()));
        this.surroundings = new Surroundings(
                context,
                new LiveRouter(settings.clocks().steady(), this::watchTrouble),
                new Overview(workers, signals),
                means,
                EvidenceDesk.of(cluster, means),
                this::ended);
        this.keeper = new SliceKeeper(source, surroundings, owners);
        this.commands = new Commands(
                context,
                owners,
                () -> isConnected ? "" : connectError,
                this::sync,
                new Undo(cluster, context.tombstones(), surroundings.router()::declaredBy));
        this.reporter = new ClusterReporter(context);
        this.fetching = new Fetching(source, desk::change);
        this.connecting = new Retry(settings.random());
        this.slicing = new Retry(settings.random());
    }

    /// Begins; returns at once.
    public void start() {
        cluster.watchInto(surroundings.router());
        ownThreads.add(Thread.ofVirtual().name("reconciler").start(this::loop));
        ownThreads.add(Thread.ofVirtual().name("overview").start(surroundings.overview()::sampleUntilInterrupted));
    }

    /// Git has something new: asks it now instead of at the next interval. Returns at once.
    public void nudge() {
        desk.nudge();
    }

    /// Runs a command; waits until it is done, or, for a sync, until its runs have begun. A command that ran before
    /// is answered as before.
    public CommandOutcome run(Command command) {
        try {
            return desk.order(command).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CommandOutcome.STOPPING;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an order never fails", e);
        }
    }

    /// Reports everything anew: the cluster, the slice, every application with all of its objects. Returns at once.
    public void resync() {
        desk.resync();
    }

    @Override
    public Engine engine() {
        Workers workers = context.workers();
        return new Engine(
                reporter.newest(),
                leadership.standing(),
                workers.queued(),
                workers.oldestWait(),
                workers.busy(),
                workers.all());
    }

    @Override
    public SortedMap<ApplicationKey, Optional<ApplicationStatus>> applications() {
        SortedMap<ApplicationKey, Optional<ApplicationStatus>> all = new TreeMap<>();
        owners.keySet().forEach(key -> all.put(key, surroundings.overview().of(key)));
        return all;
    }

    @Override
    public Optional<Insight> application(ApplicationKey application, Duration within) throws InterruptedException {
        Optional<ApplicationOwner> owner = Optional.ofNullable(owners.get(application));
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(owner.get().mailbox().inquire().get(within.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an owner answers or does not", e);
        }
    }

    @Override
    public Fingerprints fingerprints() {
        return context.fingerprints();
    }

    /// Stops within about five seconds. What was under way is completed by the next start.
    @Override
    public void close() {
        desk.close();
        surroundings.evidence().close();
        owners.values().forEach(owner -> owner.mailbox().close());
        long end = System.nanoTime() + END.toNanos();
        List<Thread> all = new ArrayList<>(threads.values());
        all.addAll(ownThreads);
        fetching.thread().ifPresent(all::add);
        ownThreads.stream()
                .filter(thread -> thread.getName().equals("overview"))
                .forEach(Thread::interrupt);
        try {
            for (Thread thread : all) {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                if (left.isNegative() || !thread.join(left)) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException e) {
            all.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
    }

    // --- the loop

    private void loop() {
        try {
            while (!desk.isClosed()) {
                Desk.Requests requests = desk.take(untilNextDue());
                if (requests.isClosed()) {
                    return;
                }
                try {
                    turn(requests);
                } catch (RuntimeException e) {
                    LOG.atError()
                            .addKeyValue("cluster", settings.cluster())
                            .setCause(e)
                            .log("the reconciler failed by a defect; it goes on");
                    slicing.failed(List.of(), now());
                    sliceError = "The agent failed by a defect of its own: see its log, and report it.";
                    requests.orders().forEach(order -> order.outcome().complete(CommandOutcome.failed(sliceError)));
                    answerThoseWhoWait(CommandOutcome.failed(sliceError));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            answerThoseWhoWait(CommandOutcome.STOPPING);
        }
    }

    private void answerThoseWhoWait(CommandOutcome outcome) {
        Stream.of(waiting, underWay)
                .flatMap(List::stream)
                .forEach(order -> order.outcome().complete(outcome));
        waiting.clear();
        underWay.clear();
    }

    /// Whoever wants a sync waits for Git's answer; whoever wants something stopped does not.
    private void turn(Desk.Requests requests) {
        connect();
        Optional<Source.Fetched> answer = fetching.take();
        List<Desk.Order> due = new ArrayList<>();
        if (answer.isPresent()) {
            fetched(answer.get());
            due.addAll(underWay);
            underWay.clear();
        }
        requests.orders().forEach(order -> (isSync(order) ? waiting : due).add(order));
        isFetchDue |= requests.isNudged() || !waiting.isEmpty() || !now().isBefore(nextFetch);
        if (!fetching.isUnderWay()) {
            reconcile(Set.of());
        }
        due.forEach(order -> order.outcome().complete(commands.answer(order.command())));
        if (isFetchDue && !fetching.isUnderWay()) {
            isFetchDue = false;
            nextFetch = now().plus(jittered(settings.interval()));
            underWay.addAll(waiting);
            waiting.clear();
            fetching.begin();
        }
        if (isConnected) {
            context.tombstones().sweep(context.date());
        }
        report(requests.isResync());
        if (requests.isResync()) {
            owners.values().forEach(owner -> owner.mailbox().resync());
        }
    }

    private static boolean isSync(Desk.Order order) {
        return order.command().verb() == Command.Verb.SYNC_NOW;
    }

    /// Learns who the cluster is and what was applied in it before. Nothing is applied before that is known.
    private void connect() {
        if (isConnected && (leadership.term() != term || !leadership.isHeld())) {
            disown();
        }
        if (!isConnected && !leadership.isHeld()) {
            connectError = leadership.standing();
            return;
        }
        if (isConnected || !connecting.isDue(now())) {
            return;
        }
        long at = leadership.term();
        switch (cluster.facts()) {
            case Cluster.Facts.Unknown unknown -> cannotConnect(unknown.failure());
            case Cluster.Facts.Known known -> {
                facts = known;
                try {
                    List<Inventory> inventories = cluster.inventories().loadAll();
                    context.suspensions().load();
                    context.key().load();
                    inventories.stream().map(this::renamed).forEach(this::own);
                    if (term != 0) {
                        // the watches told what they know to owners that are gone
                        cluster.relist();
                        surroundings.router().forgetListed();
                    }
                    inventories.forEach(keeper::note);
                    isConnected = true;
                    term = at;
                    connectError = "";
                    connecting.reset();
                } catch (InventoryStore.UnusableException e) {
                    cannotConnect(e.failure());
                }
            }
        }
    }

    /// Another agent may write by now: what is known of the cluster is void, and is learned anew when the lease is
    /// back.
    private void disown() {
        isConnected = false;
        tried = Revision.NONE;
        List<Thread> ending = new ArrayList<>(threads.values());
        owners.values().forEach(owner -> {
            owner.mailbox().close();
            surroundings.router().remove(owner.key(), owner.mark(), owner.mailbox());
        });
        owners.clear();
        threads.clear();
        ending.forEach(Thread::interrupt);
        keeper.forget();
        LOG.atWarn()
                .addKeyValue("cluster", settings.cluster())
                .log("The lease was lost: nothing is written until it is back");
    }

    /// The lease was won or lost. Returns at once.
    public void leadershipChanged() {
        desk.change();
    }

    private void cannotConnect(StepOutcome.Failure failure) {
        connecting.failed(List.of(failure), now());
        connectError = failure.message();
    }

    /// The inventory belongs to the cluster, whatever the cluster is called by now.
    private Inventory renamed(Inventory inventory) {
        ApplicationKey key = inventory.application();
        return inventory.of(new ApplicationKey(settings.cluster(), key.layer(), key.namespace(), key.name()));
    }

    private void fetched(Source.Fetched fetched) {
        Instant now = now();
        nextFetch = now.plus(jittered(settings.interval()));
        switch (fetched) {
            case Source.Fetched.At at -> {
                signals.polled(true);
                git = new SourceStatus(at.branch(), at.revision(), Optional.of(context.date()), "");
                if (at.hasMoved()) {
                    tried = Revision.NONE;
                }
            }
            case Source.Fetched.Failed failed -> {
                signals.polled(false);
                Revision last = git.revision().isKnown()
                        ? git.revision()
                        : source.lastFetched().orElse(Revision.NONE);
                git = new SourceStatus(failed.branch(), last, git.fetchedAt(), failed.message());
            }
        }
    }

    /// Hands the newest commit over, if it was not.
    ///
    /// @param commanded applications to run whether or not they changed
    /// @return how many applications were assigned; empty if nothing could be handed over
    private Optional<Integer> reconcile(Set<ApplicationKey> commanded) {
        if (!isConnected || !git.revision().isKnown()) {
            return Optional.empty();
        }
        boolean isNew = !git.revision().equals(tried) || (!sliceError.isEmpty() && slicing.isDue(now()));
        if (!isNew && commanded.isEmpty()) {
            return Optional.of(0);
        }
        tried = git.revision();
        try {
            Slice newest = source.slice(git.revision());
            sliceError = "";
            slicing.reset();
            slice = Optional.of(newest);
            if (context.suspensions()
                    .setByRepository(newest.cluster(), "fleet/clusters/" + settings.cluster() + ".yaml")) {
                owners.values().forEach(owner -> owner.mailbox().poke());
            }
            SliceKeeper.Handed handed = keeper.hand(newest, now(), commanded, this::ownerOf);
            reporter.reportSlice(newest, handed.applications(), false);
            return Optional.of(handed.assigned());
        } catch (SourceUnusableException e) {
            sliceError = e.getMessage() + " What was applied before stays in force.";
            slicing.failed(List.of(), now());
            return Optional.empty();
        }
    }

    // --- owners

    private ApplicationOwner ownerOf(ApplicationKey application) {
        ApplicationOwner owner = owners.get(application);
        return owner != null && !owner.mailbox().isRetired() ? owner : own(Inventory.empty(application));
    }

    private ApplicationOwner own(Inventory inventory) {
        ApplicationOwner owner = new ApplicationOwner(inventory, surroundings);
        owners.put(owner.key(), owner);
        surroundings.router().add(owner.key(), owner.mark(), owner.mailbox());
        threads.put(
                owner.key(),
                Thread.ofVirtual().name("owner-" + owner.key().path()).start(owner));
        return owner;
    }

    private void ended(ApplicationOwner owner) {
        surroundings.router().remove(owner.key(), owner.mark(), owner.mailbox());
        if (owners.remove(owner.key(), owner)) {
            threads.remove(owner.key());
            surroundings.overview().remove(owner.key());
        }
        desk.change();
    }

    private void poke(ApplicationKey application) {
        Optional.ofNullable(owners.get(application))
                .ifPresent(owner -> owner.mailbox().poke());
    }

    private void pokeAll() {
        owners.values().forEach(owner -> owner.mailbox().poke());
    }

    private void watchTrouble(KindName kind, String sentence) {
        String before = sentence.isEmpty() ? watchTroubles.remove(kind) : watchTroubles.put(kind, sentence);
        if (!sentence.equals(before == null ? "" : before)) {
            desk.change();
        }
    }

    // --- commands and reports

    private CommandOutcome sync(Optional<ApplicationKey> application) {
        if (!git.error().isEmpty()) {
            return CommandOutcome.failed(git.error());
        }
        Set<ApplicationKey> all = slice.map(s -> s.applications().keySet()).orElse(Set.of());
        Optional<Integer> assigned =
                reconcile(new TreeSet<>(application.map(Set::of).orElse(all)));
        if (assigned.isEmpty()) {
            return CommandOutcome.failed(sliceError.isEmpty() ? "There is no commit to sync yet." : sliceError);
        }
        return CommandOutcome.succeeded("Syncing " + assigned.get()
                + (assigned.get() == 1 ? " application" : " applications") + " to commit "
                + git.revision().abbreviated() + ".");
    }

    private void report(boolean isAnew) {
        slice.ifPresent(known -> {
            // those that left the slice are told of until nothing of them is left
            Set<ApplicationKey> told = new TreeSet<>(reporter.slice());
            told.removeIf(
                    key -> !owners.containsKey(key) && !known.applications().containsKey(key));
            reporter.reportSlice(known, told, isAnew);
        });
        String error = Stream.of(
                        Stream.of(leadership.hasLooked() ? connectError : ""),
                        watchTroubles.values().stream().sorted(),
                        Stream.of(sliceError))
                .flatMap(sentences -> sentences)
                .filter(sentence -> !sentence.isEmpty())
                .findFirst()
                .orElse("");
        reporter.reportCluster(facts, slice, git, error, isAnew);
    }

    // --- time

    private Instant now() {
        return context.now();
    }

    private Duration untilNextDue() {
        Instant next = nextFetch;
        if (!isConnected && leadership.isHeld() && connecting.due().isBefore(next)) {
            next = connecting.due();
        }
        if (!sliceError.isEmpty() && slicing.due().isBefore(next)) {
            next = slicing.due();
        }
        if (next.equals(Instant.MIN)) {
            return Duration.ZERO;
        }
        Duration until = Duration.between(now(), next);
        return until.compareTo(Duration.ofMillis(20)) < 0 ? Duration.ofMillis(20) : until;
    }

    private Duration jittered(Duration interval) {
        double factor = 1 + settings.jitter() * (2 * settings.random().nextDouble() - 1);
        return Duration.ofMillis(Math.max(100, Math.round(interval.toMillis() * factor)));
    }
}
