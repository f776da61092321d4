package io.pilothouse.hub;

import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.hub.access.HubIdentities;
import io.pilothouse.hub.access.HubIdentities.HubIdentity;
import io.pilothouse.hub.ledger.HistoryStore;
import io.pilothouse.hub.ledger.Ledger;
import io.pilothouse.hub.ledger.LedgerLimits;
import io.pilothouse.hub.ledger.SignalBook;
import io.pilothouse.hub.ledger.StoreException;
import io.pilothouse.hub.meters.HubMeters;
import io.pilothouse.hub.rpc.AgentSessions;
import io.pilothouse.hub.rpc.HubName;
import io.pilothouse.hub.rpc.RpcServer;
import io.pilothouse.hub.rpc.Watches;
import io.pilothouse.hub.store.DataFolder;
import io.pilothouse.hub.store.H2Database;
import io.pilothouse.hub.store.H2HistoryStore;
import io.pilothouse.hub.store.H2LedgerStore;
import io.pilothouse.hub.store.H2SignalStore;
import io.pilothouse.wire.http.StatusServer;
import io.pilothouse.wire.http.StatusServer.Readiness;
import io.pilothouse.wire.tls.IdentityException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running hub: its parts, wired by hand, started from the disk upwards and stopped the other way round.
public final class Hub implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Hub.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final AtomicBoolean isStopping = new AtomicBoolean();
    private final InstantSource clock;
    private final String version;
    private final InetSocketAddress listen;
    private final InetSocketAddress httpListen;

    private HubIdentity identity;
    private Ledger ledger;
    private AgentSessions sessions;
    private RpcServer rpc;
    private StatusServer http;

    private Hub(HubConfig config, InstantSource clock) throws IOException, IdentityException {
        this.clock = clock;
        this.version = version();
        this.listen = config.listen().resolve();
        this.httpListen = config.http().resolve();
        DataFolder folder = started(DataFolder.claim(config.data()));
        try {
            this.identity = HubIdentities.open(folder.path(), hosts(config), clock);
            H2Database database = started(H2Database.open(folder));
            LedgerLimits limits = limits(config);
            HubMeters meters = new HubMeters(config.metricsClusters());
            this.ledger = started(Ledger.open(new H2LedgerStore(database), limits, clock, meters));
            SignalBook signals = started(new SignalBook(new H2SignalStore(database), config.signalsKept(), clock));
            this.sessions = new AgentSessions(ledger, signals, config.signalsKept(), clock);
            Watches watches = new Watches();
            meters.watch(
                    ledger,
                    signals,
                    sessions,
                    watches,
                    folder.path(),
                    identity.server().expiresAt(),
                    clock);
            this.http = started(serveHttp(config, meters));
            this.rpc = started(serveRpc(config, new H2HistoryStore(database), signals, watches, limits, meters));
        } catch (IOException | IdentityException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /// Starts a hub. It serves when this returns.
    ///
    /// @throws HubStartException with one sentence, if it cannot
    public static Hub start(HubConfig config) {
        return start(config, InstantSource.system());
    }

    /// Starts a hub with a clock of its own.
    public static Hub start(HubConfig config, InstantSource clock) {
        try {
            return new Hub(config, clock);
        } catch (StoreException | IdentityException e) {
            throw new HubStartException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new HubStartException(
                    "the data folder " + config.data().toAbsolutePath()
                            + " cannot be written: give this user the right to, or choose another with --data",
                    e);
        }
    }

    private <T extends AutoCloseable> T started(T part) {
        parts.push(part);
        return part;
    }

    private static LedgerLimits limits(HubConfig config) {
        LedgerLimits standard = LedgerLimits.DEFAULT;
        return new LedgerLimits(
                standard.queue(),
                standard.queueBytes(),
                standard.batch(),
                config.tailEvents(),
                config.snapshotEvery(),
                standard.snapshotPause(),
                config.eventsKept(),
                standard.pendingCommands(),
                standard.retryPause());
    }

    /// The names that are in the server's certificate: what it listens on, this machine, and what the settings add.
    private static Set<String> hosts(HubConfig config) {
        Set<String> hosts = new TreeSet<>(config.names());
        hosts.addAll(List.of("localhost", "127.0.0.1"));
        String listen = config.listen().host();
        if (!listen.equals("0.0.0.0") && !listen.contains(":")) {
            hosts.add(listen);
        }
        return hosts;
    }

    private StatusServer serveHttp(HubConfig config, HubMeters meters) {
        Webhook webhook = new Webhook(config.webhookSecretFile(), this::nudge);
        try {
            return StatusServer.start(httpListen, meters::scrape, this::readiness, List.of(webhook.route()));
        } catch (IOException e) {
            throw config.http().refused(e, "--http");
        }
    }

    private RpcServer serveRpc(
            HubConfig config,
            HistoryStore history,
            SignalBook signals,
            Watches watches,
            LedgerLimits limits,
            HubMeters meters) {
        HubName name =
                new HubName(identity.authority().hubId(), identity.authority().trustDomain(), version);
        try {
            return RpcServer.start(
                    listen,
                    identity.server(),
                    new RpcServer.Parts(
                            ledger,
                            history,
                            signals,
                            sessions,
                            watches,
                            clock,
                            name,
                            limits.pendingCommands(),
                            meters));
        } catch (IOException e) {
            throw config.listen().refused(e, "--listen");
        }
    }

    private Readiness readiness() {
        if (isStopping.get()) {
            return new Readiness(false, "the hub is stopping");
        }
        return ledger.isWritable()
                ? Readiness.READY
                : new Readiness(false, "the ledger cannot be written; see the hub's log");
    }

    static String version() {
        String implementation = Hub.class.getPackage().getImplementationVersion();
        return implementation == null ? "development" : implementation;
    }

    /// @return where agents and clients connect
    public InetSocketAddress address() {
        return new InetSocketAddress(listen.getAddress(), rpc.port());
    }

    /// @return where `/metrics` and the webhook are
    public InetSocketAddress httpAddress() {
        return new InetSocketAddress(httpListen.getAddress(), http.port());
    }

    public String hubId() {
        return identity.authority().hubId();
    }

    public String ledgerId() {
        return ledger.ledgerId();
    }

    /// @return the fleet's state, newest
    public FleetSnapshot snapshot() {
        return ledger.snapshot();
    }

    /// Tells all connected agents that Git has something new.
    ///
    /// @return how many were told
    public int nudge(String ref, String revision) {
        return sessions.nudge(ref, revision);
    }

    /// Stops in order: no more calls, streams ended, everything taken written, the database closed.
    @Override
    public void close() {
        if (!isStopping.compareAndSet(false, true)) {
            return;
        }
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                log.warn("a part did not stop in order reason={}", e.getMessage());
            }
        }
    }
}
