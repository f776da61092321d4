package io.pilothouse.hub.rpc;

import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.pilothouse.hub.ledger.HistoryStore;
import io.pilothouse.hub.ledger.Ledger;
import io.pilothouse.hub.ledger.SignalBook;
import io.pilothouse.proto.v1.AgentServiceGrpc;
import io.pilothouse.proto.v1.FleetServiceGrpc;
import io.pilothouse.wire.channel.HubServer;
import io.pilothouse.wire.tls.Identity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The hub's TLS port: agents, clients, health, reflection.
///
/// No agent has a thread: calls run on virtual threads that end with each message, and one ticker looks after silence
/// and expiry.
public final class RpcServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RpcServer.class);
    private static final int GRACE_SECONDS = 5;

    private final Server server;
    private final HealthStatusManager health;
    private final AgentSessions sessions;
    private final Watches watches;
    private final ScheduledExecutorService ticker;

    private RpcServer(
            Server server,
            HealthStatusManager health,
            AgentSessions sessions,
            Watches watches,
            ScheduledExecutorService ticker) {
        this.server = server;
        this.health = health;
        this.sessions = sessions;
        this.watches = watches;
        this.ticker = ticker;
    }

    /// What the services are made of.
    ///
    /// @param pendingCommands commands that may wait for agents
    public record Parts(
            Ledger ledger,
            HistoryStore history,
            SignalBook signals,
            AgentSessions sessions,
            Watches watches,
            InstantSource clock,
            HubName name,
            int pendingCommands,
            RpcProbe probe) {}

    /// Listens.
    ///
    /// @throws IOException if the address cannot be had
    public static RpcServer start(InetSocketAddress listen, Identity identity, Parts parts) throws IOException {
        Callers callers = new Callers(parts.name().trustDomain(), parts.probe());
        CallTimer timer = new CallTimer(parts.probe());
        HealthStatusManager health = new HealthStatusManager();
        // Never shut down: gRPC still tells of streams that ended when it has ended itself.
        Executor calls = Thread.ofVirtual().name("call")::start;
        FleetEndpoint fleet = new FleetEndpoint(
                parts.ledger(),
                parts.history(),
                parts.signals(),
                parts.watches(),
                parts.sessions(),
                parts.clock(),
                parts.name(),
                parts.pendingCommands());
        Server server = HubServer.builder(listen, identity)
                .executor(calls)
                .addService(ServerInterceptors.intercept(new AgentEndpoint(parts.sessions()), timer, callers))
                .addService(ServerInterceptors.intercept(fleet, timer, callers))
                .addService(ServerInterceptors.intercept(health.getHealthService(), callers))
                .addService(ServerInterceptors.intercept(ProtoReflectionServiceV1.newInstance(), callers))
                .build()
                .start();
        parts.ledger().listen(parts.sessions());
        parts.ledger().listen(parts.watches());
        for (String service : List.of("", AgentServiceGrpc.SERVICE_NAME, FleetServiceGrpc.SERVICE_NAME)) {
            health.setStatus(service, ServingStatus.SERVING);
        }
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("ticker").daemon().factory());
        var _ = ticker.scheduleAtFixedRate(() -> tick(parts.sessions()), 1, 1, TimeUnit.SECONDS);
        return new RpcServer(server, health, parts.sessions(), parts.watches(), ticker);
    }

    private static void tick(AgentSessions sessions) {
        try {
            sessions.tick();
        } catch (RuntimeException e) {
            // An exception would end all further ticks.
            log.error("a tick failed because of a defect", e);
        }
    }

    public int port() {
        return server.getPort();
    }

    /// Takes no more calls, ends the streams so that agents and clients come back to whoever is next, and waits a
    /// little for what is under way.
    @Override
    public void close() {
        ticker.shutdown();
        health.enterTerminalState();
        server.shutdown();
        sessions.close();
        watches.close();
        try {
            if (!server.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
                server.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
