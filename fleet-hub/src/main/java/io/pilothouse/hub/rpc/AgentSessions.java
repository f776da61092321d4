package io.pilothouse.hub.rpc;

import io.grpc.Status;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.command.CommandState;
import io.pilothouse.core.fleet.ClusterState;
import io.pilothouse.core.fleet.FleetEvent.CommandAccepted;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.core.status.Contact;
import io.pilothouse.hub.ledger.CommandExpiry;
import io.pilothouse.hub.ledger.FleetListener;
import io.pilothouse.hub.ledger.Ledger;
import io.pilothouse.hub.ledger.SignalBook;
import io.pilothouse.proto.v1.ConnectResponse;
import io.pilothouse.proto.v1.Nudge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All agents' streams: one for each cluster, the newest. Tells the ledger when contact changes, and once a second
/// compares what it told with what is, so that nothing that went wrong in between stays wrong.
public final class AgentSessions implements FleetListener {
    private static final Logger log = LoggerFactory.getLogger(AgentSessions.class);

    private final Ledger ledger;
    private final SignalBook signals;
    private final Duration signalsKept;
    private final InstantSource clock;
    private final Relay relay = new Relay(System::nanoTime);
    private final Map<String, AgentSession> byCluster = new ConcurrentHashMap<>();
    private final Set<AgentSession> greeting = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosing;

    public AgentSessions(Ledger ledger, SignalBook signals, Duration signalsKept, InstantSource clock) {
        this.ledger = ledger;
        this.signals = signals;
        this.signalsKept = signalsKept;
        this.clock = clock;
    }

    Ledger ledger() {
        return ledger;
    }

    SignalBook signals() {
        return signals;
    }

    Duration signalsKept() {
        return signalsKept;
    }

    InstantSource clock() {
        return clock;
    }

    Relay relay() {
        return relay;
    }

    /// @return the cluster's stream, if there is one
    Optional<AgentSession> of(String cluster) {
        return Optional.ofNullable(byCluster.get(cluster));
    }

    /// A stream was opened; who it is will be said by Hello.
    void opened(AgentSession session) {
        greeting.add(session);
        if (isClosing) {
            session.close(stopping());
        }
    }

    /// A stream said hello: it is its cluster's stream from now on.
    void greeted(AgentSession session) {
        greeting.remove(session);
        AgentSession before = byCluster.put(session.cluster(), session);
        if (before != null && before != session) {
            log.info("agent connected again, the older stream ends cluster={}", session.cluster());
            before.close(Status.ABORTED.withDescription("another stream of cluster " + session.cluster()
                    + " took over: if this repeats, two agents run with one identity"));
        }
        if (isClosing) {
            session.close(stopping());
        }
    }

    /// A stream ended. Only the cluster's newest stream says anything about contact.
    void gone(AgentSession session, Status status) {
        greeting.remove(session);
        relay.gone(session);
        if (byCluster.remove(session.cluster(), session)) {
            if (status.isOk() || status.getCode() == Status.Code.CANCELLED) {
                log.info("agent disconnected cluster={}", session.cluster());
            } else {
                log.info(
                        "agent's stream ended cluster={} code={} reason={}",
                        session.cluster(),
                        status.getCode(),
                        status.getDescription());
            }
            if (!isClosing) {
                tell(ledger.contact(session.cluster(), Contact.DISCONNECTED));
            }
        }
    }

    void contact(AgentSession session, Contact contact) {
        if (byCluster.get(session.cluster()) == session) {
            tell(ledger.contact(session.cluster(), contact));
        }
    }

    void sent(CommandState state) {
        tell(ledger.advance(state.command().cluster(), state.command().id(), CommandPhase.SENT, ""));
    }

    /// What the ledger does not take now is told again by a later tick.
    private static void tell(CompletableFuture<Boolean> told) {
        var _ = told.whenComplete((_, failure) -> {
            if (failure != null) {
                log.debug("not recorded yet reason={}", failure.getMessage());
            }
        });
    }

    /// Tells all connected agents that Git has something new.
    ///
    /// @return how many were told
    public int nudge(String ref, String revision) {
        ConnectResponse nudge = ConnectResponse.newBuilder()
                .setNudge(Nudge.newBuilder().setRef(ref).setRevision(revision))
                .build();
        int told = 0;
        for (AgentSession session : byCluster.values()) {
            session.nudge(nudge);
            told++;
        }
        return told;
    }

    /// @return how many agents' streams are open
    public int connected() {
        return byCluster.size();
    }

    /// @return how many questions to agents are open
    public int questions() {
        return relay.open();
    }

    /// @return when the cluster's agent last said anything; [Instant#EPOCH] if it is not connected
    public Instant heardAt(String cluster) {
        AgentSession session = byCluster.get(cluster);
        return session == null ? Instant.EPOCH : session.heardAt();
    }

    /// @return the greatest difference between an agent's clock and ours, in either direction
    public Duration worstSkew() {
        return byCluster.values().stream()
                .map(session -> session.skew().abs())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /// Sends new commands to agents that are connected.
    @Override
    public void published(List<Recorded> events, Set<ApplicationKey> objects) {
        for (Recorded recorded : events) {
            if (recorded.event() instanceof CommandAccepted accepted) {
                AgentSession session = byCluster.get(accepted.cluster());
                if (session != null) {
                    session.order();
                }
            }
        }
    }

    /// A second went by: finds agents that fell silent, commands whose time is over, and contact that is not as
    /// recorded.
    public void tick() {
        greeting.forEach(AgentSession::tick);
        byCluster.values().forEach(AgentSession::tick);
        relay.tick();
        Instant now = clock.instant();
        for (CommandState state : ledger.snapshot().commands().values()) {
            AgentSession session = byCluster.get(state.command().cluster());
            boolean isConnected = session != null && session.isOpen();
            CommandExpiry.verdict(state, isConnected, now)
                    .ifPresent(why -> tell(ledger.advance(
                            state.command().cluster(), state.command().id(), CommandPhase.EXPIRED, why)));
        }
        ledger.snapshot().clusters().values().forEach(this::correctContact);
    }

    private void correctContact(ClusterState cluster) {
        AgentSession session = byCluster.get(cluster.name());
        boolean isRecordedOpen = cluster.contact() == Contact.CONNECTED || cluster.contact() == Contact.SILENT;
        if (session == null && isRecordedOpen) {
            tell(ledger.contact(cluster.name(), Contact.DISCONNECTED));
        } else if (session != null && session.isOpen() && session.contact() != cluster.contact()) {
            tell(ledger.contact(cluster.name(), session.contact()));
        }
    }

    /// Ends all streams. New ones are refused.
    public void close() {
        isClosing = true;
        relay.close();
        greeting.forEach(session -> session.close(stopping()));
        byCluster.values().forEach(session -> session.close(stopping()));
    }

    private static Status stopping() {
        return Status.UNAVAILABLE.withDescription("the hub is stopping: connect again");
    }
}
