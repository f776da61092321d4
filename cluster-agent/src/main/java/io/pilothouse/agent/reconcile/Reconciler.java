package io.pilothouse.agent.reconcile;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.drift.Fingerprints;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.plan.Inventory;
import io.pilothouse.core.slice.Slice;
import io.pilothouse.core.status.ClusterStatus;
import io.pilothouse.core.status.SourceStatus;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one cluster as Git says. One thread asks Git, computes the slice and hands applications to their owners; each
/// [ApplicationOwner] does the rest on its own thread.
///
/// Nothing that a Git server, an API server or a hub does makes it stop or throw: it reports what is wrong, goes on
/// with
/// what it has, and tries again.
public final class Reconciler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration END = Duration.ofSeconds(5);
    private static final Duration FRESHNESS = Duration.ofMinutes(5);
    private static final int REMEMBERED_COMMANDS = 500;

    private final ReconcileSettings settings;
    private final Source source;
    private final Cluster cluster;
    private final ReportSink reports;
    private final SignalSink signals;
    private final Desk desk = new Desk();
    private final Map<ApplicationKey, ApplicationOwner> owners = new ConcurrentHashMap<>();
    private final Map<ApplicationKey, Thread> threads = new ConcurrentHashMap<>();
    private final Context context;
    private final SliceKeeper keeper;
    private final Retry connecting;
    private final Retry slicing;
    private final List<Thread> ownThreads = new ArrayList<>();
    private final Map<String, CommandOutcome> answered = new LinkedHashMap<>();

    private volatile String watchTrouble = "";
    private boolean isConnected;
    private Instant nextFetch = Instant.MIN;
    private String connectError = "";
    private String sliceError = "";
    private SourceStatus git = SourceStatus.NONE;
    private Optional<Slice> slice = Optional.empty();
    private Revision tried = Revision.NONE;
    private Set<ApplicationKey> reportedSlice = Set.of();
    private ClusterStatus reported = ClusterStatus.NONE;
    private Cluster.Facts.Known facts = new Cluster.Facts.Known("", "");

    public Reconciler(
            ReconcileSettings settings, Source source, Cluster cluster, ReportSink reports, SignalSink signals) {
        this.settings = settings;
        this.source = source;
        this.cluster = cluster;
        this.reports = reports;
        this.signals = signals;
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Workers workers = new Workers(settings.workers(), settings.clock());
        this.context = new Context(
                settings,
                cluster,
                reports,
                signals,
                workers,
                new LiveRouter(settings.clock(), this::watchTrouble),
                new InfraGate(this::pokeAll),
                new Suspensions(cluster.inventories()),
                new Overview(workers, signals),
                new Fingerprints(key),
                this::ended);
        this.keeper = new SliceKeeper(source, context, owners);
        this.connecting = new Retry(settings.random());
        this.slicing = new Retry(settings.random());
    }

    /// Begins; returns at once.
    public void start() {
        cluster.watchInto(context.router());
        ownThreads.add(Thread.ofVirtual().name("reconciler").start(this::loop));
        ownThreads.add(Thread.ofVirtual().name("overview").start(context.overview()::sampleUntilInterrupted));
    }

    /// Git has something new: asks it now instead of at the next interval. Returns at once.
    public void nudge() {
        desk.nudge();
    }

    /// Runs a command; waits until it is done, or, for a sync, until its runs have begun. A command that ran before is
    /// answered as before.
    public CommandOutcome run(Command command) {
        try {
            return desk.order(command).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CommandOutcome.failed("The agent is stopping: try again when it is back.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("an order never fails", e);
        }
    }

    /// Reports everything anew: the cluster, the slice, every application with all of its objects. Returns at once.
    public void resync() {
        desk.resync();
    }

    /// Stops within about five seconds. What was under way is completed by the next start.
    @Override
    public void close() {
        desk.close();
        owners.values().forEach(owner -> owner.mailbox().close());
        Instant end = Instant.now().plus(END);
        List<Thread> all = new ArrayList<>(threads.values());
        all.addAll(ownThreads);
        ownThreads.stream()
                .filter(thread -> thread.getName().equals("overview"))
                .forEach(Thread::interrupt);
        try {
            for (Thread thread : all) {
                Duration left = Duration.between(Instant.now(), end);
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
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn(Desk.Requests requests) {
        connect();
        boolean isDue = !now().isBefore(nextFetch);
        if (requests.isNudged() || isDue || requests.orders().stream().anyMatch(Reconciler::isSync)) {
            fetch();
        }
        reconcile(Set.of());
        requests.orders().forEach(order -> order.outcome().complete(answer(order.command())));
        reportCluster(requests.isResync());
        if (requests.isResync()) {
            reportSlice(reportedSlice, true);
            owners.values().forEach(owner -> owner.mailbox().resync());
        }
    }

    private static boolean isSync(Desk.Order order) {
        return order.command().verb() == Command.Verb.SYNC_NOW;
    }

    /// Learns who the cluster is and what was applied in it before. Nothing is applied before that is known.
    private void connect() {
        if (isConnected || !connecting.isDue(now())) {
            return;
        }
        switch (cluster.facts()) {
            case Cluster.Facts.Unknown unknown -> cannotConnect(unknown.failure());
            case Cluster.Facts.Known known -> {
                facts = known;
                try {
                    List<Inventory> inventories = cluster.inventories().loadAll();
                    context.suspensions().load();
                    inventories.stream().map(this::renamed).forEach(this::own);
                    inventories.forEach(keeper::watch);
                    isConnected = true;
                    connectError = "";
                    connecting.reset();
                } catch (InventoryStore.UnusableException e) {
                    cannotConnect(e.failure());
                }
            }
        }
    }

    private void cannotConnect(StepOutcome.Failure failure) {
        connecting.failed(List.of(failure), now());
        connectError = failure.message();
    }

    /// The inventory belongs to the cluster, whatever the cluster is called by now.
    private Inventory renamed(Inventory inventory) {
        ApplicationKey key = inventory.application();
        return new Inventory(
                new ApplicationKey(settings.cluster(), key.layer(), key.namespace(), key.name()),
                inventory.applied(),
                inventory.policy(),
                inventory.entries());
    }

    private void fetch() {
        Source.Fetched fetched = source.fetch();
        Instant now = now();
        nextFetch = now.plus(jittered(settings.interval()));
        switch (fetched) {
            case Source.Fetched.At at -> {
                signals.polled(true);
                git = new SourceStatus(at.branch(), at.revision(), Optional.of(now), "");
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
            context.suspensions()
                    .setByRepository(newest.cluster().isSuspended(), "fleet/clusters/" + settings.cluster() + ".yaml");
            SliceKeeper.Handed handed = keeper.hand(newest, now(), commanded, this::ownerOf);
            reportCluster(false);
            reportSlice(handed.applications(), false);
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
        return owner != null ? owner : own(Inventory.empty(application));
    }

    private ApplicationOwner own(Inventory inventory) {
        ApplicationOwner owner = new ApplicationOwner(inventory, context);
        owners.put(owner.key(), owner);
        context.router().add(owner.key(), owner.mark(), owner.mailbox());
        threads.put(
                owner.key(),
                Thread.ofVirtual().name("owner-" + owner.key().path()).start(owner));
        return owner;
    }

    private void ended(ApplicationKey application) {
        ApplicationOwner owner = owners.remove(application);
        threads.remove(application);
        if (owner != null) {
            context.router().remove(application, owner.mark());
        }
        context.overview().remove(application);
        desk.change();
    }

    private void pokeAll() {
        owners.values().forEach(owner -> owner.mailbox().poke());
    }

    private void watchTrouble(String sentence) {
        if (!watchTrouble.equals(sentence)) {
            watchTrouble = sentence;
            desk.change();
        }
    }

    // --- commands

    private CommandOutcome answer(Command command) {
        CommandOutcome before = answered.get(command.id());
        if (before != null) {
            return before;
        }
        CommandOutcome outcome = obey(command);
        answered.put(command.id(), outcome);
        if (answered.size() > REMEMBERED_COMMANDS) {
            answered.remove(answered.keySet().iterator().next());
        }
        return outcome;
    }

    private CommandOutcome obey(Command command) {
        if (!command.cluster().equals(settings.cluster())) {
            return CommandOutcome.refused(
                    "This agent cares for cluster " + settings.cluster() + ", not for " + command.cluster() + ".");
        }
        if (!isConnected) {
            return CommandOutcome.failed("The agent cannot reach its cluster: " + connectError);
        }
        Optional<ApplicationKey> application = command.application();
        if (application.isPresent() && !owners.containsKey(application.get())) {
            return CommandOutcome.refused(
                    "There is no application " + application.get().path() + " in cluster " + settings.cluster()
                            + ": check its name, and that its folder is in the commit that the agent has.");
        }
        try {
            return switch (command.verb()) {
                case SYNC_NOW -> syncNow(application);
                case SUSPEND -> suspend(command);
                case RESUME -> resume(application);
            };
        } catch (InventoryStore.UnusableException e) {
            return CommandOutcome.failed(
                    "It could not be stored in the cluster, so nothing has changed: " + e.getMessage());
        }
    }

    private CommandOutcome syncNow(Optional<ApplicationKey> application) {
        boolean isStopped = application
                .map(context.suspensions()::isSuspended)
                .orElseGet(context.suspensions()::isClusterSuspended);
        if (isStopped) {
            return CommandOutcome.refused(what(application) + " is suspended: resume it first.");
        }
        if (!git.error().isEmpty()) {
            return CommandOutcome.failed(git.error());
        }
        Set<ApplicationKey> all = slice.map(s -> s.applications().keySet()).orElse(Set.of());
        Set<ApplicationKey> commanded = application.map(Set::of).orElse(all);
        Optional<Integer> assigned = reconcile(new TreeSet<>(commanded));
        if (assigned.isEmpty()) {
            return CommandOutcome.failed(sliceError.isEmpty() ? "There is no commit to sync yet." : sliceError);
        }
        return CommandOutcome.succeeded("Syncing " + assigned.get()
                + (assigned.get() == 1 ? " application" : " applications") + " to commit "
                + git.revision().abbreviated() + ".");
    }

    private CommandOutcome suspend(Command command) throws InventoryStore.UnusableException {
        boolean isNew = context.suspensions().suspend(command, now());
        pokeAll();
        return CommandOutcome.succeeded(what(command.application())
                + (isNew
                        ? " is suspended: nothing is applied or corrected until it is resumed."
                        : " was suspended already."));
    }

    private CommandOutcome resume(Optional<ApplicationKey> application) throws InventoryStore.UnusableException {
        boolean isNew = context.suspensions().resume(application);
        pokeAll();
        boolean isStill = application
                .map(context.suspensions()::isSuspended)
                .orElseGet(context.suspensions()::isClusterSuspended);
        if (isStill) {
            return CommandOutcome.refused(
                    application.isPresent()
                            ? "The whole cluster is suspended: resume the cluster."
                            : "The repository suspends the cluster: change fleet/clusters/" + settings.cluster()
                                    + ".yaml.");
        }
        return CommandOutcome.succeeded(what(application) + (isNew ? " is resumed." : " was not suspended."));
    }

    private String what(Optional<ApplicationKey> application) {
        return application.map(ApplicationKey::path).orElse("Cluster " + settings.cluster());
    }

    // --- reports

    private void reportSlice(Set<ApplicationKey> applications, boolean isAnew) {
        if (slice.isPresent() && (isAnew || !applications.equals(reportedSlice))) {
            reportedSlice = Set.copyOf(applications);
            reports.report(new AgentReport.Event(
                    new FleetEvent.SliceReported(settings.cluster(), slice.get().revision(), reportedSlice)));
        }
    }

    private void reportCluster(boolean isAnew) {
        dropTheGone();
        String error = !connectError.isEmpty() ? connectError : !watchTrouble.isEmpty() ? watchTrouble : sliceError;
        ClusterStatus status = new ClusterStatus(
                facts.uid(),
                slice.map(s -> s.cluster().environment()).orElse(""),
                slice.map(s -> s.cluster().labels()).orElse(Map.of()),
                facts.version(),
                settings.agentVersion(),
                git,
                context.suspensions().isClusterSuspended(),
                error);
        if (isAnew || isWorthTelling(status)) {
            reported = status;
            reports.report(new AgentReport.Event(new FleetEvent.ClusterReported(settings.cluster(), status)));
        }
    }

    /// That Git was asked again and had nothing new is told only now and then.
    private boolean isWorthTelling(ClusterStatus status) {
        Instant before = reported.source().fetchedAt().orElse(Instant.MIN);
        Instant now = status.source().fetchedAt().orElse(Instant.MIN);
        if (now.isAfter(before)
                && (before.equals(Instant.MIN) || Duration.between(before, now).compareTo(FRESHNESS) > 0)) {
            return true;
        }
        SourceStatus timeless = new SourceStatus(
                status.source().branch(),
                status.source().revision(),
                reported.source().fetchedAt(),
                status.source().error());
        ClusterStatus same = new ClusterStatus(
                status.clusterUid(),
                status.environment(),
                status.labels(),
                status.kubernetesVersion(),
                status.agentVersion(),
                timeless,
                status.isSuspended(),
                status.error());
        return !same.equals(reported);
    }

    /// Applications that left the slice are told of until nothing of them is left.
    private void dropTheGone() {
        Set<ApplicationKey> left = new TreeSet<>(reportedSlice);
        Set<ApplicationKey> inSlice = slice.map(s -> s.applications().keySet()).orElse(Set.of());
        if (left.removeIf(key -> !owners.containsKey(key) && !inSlice.contains(key))) {
            reportSlice(left, false);
        }
    }

    // --- time

    private Instant now() {
        return settings.clock().instant();
    }

    private Duration untilNextDue() {
        Instant next = nextFetch;
        if (!isConnected && connecting.due().isBefore(next)) {
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
