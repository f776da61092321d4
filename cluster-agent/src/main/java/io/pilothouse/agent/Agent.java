package io.pilothouse.agent;

import io.pilothouse.agent.explain.AgentExplainer;
import io.pilothouse.agent.git.GitSource;
import io.pilothouse.agent.journal.Journal;
import io.pilothouse.agent.kube.KubeCluster;
import io.pilothouse.agent.kube.KubeconfigException;
import io.pilothouse.agent.lease.LeaseKeeper;
import io.pilothouse.agent.lease.LeaseSettings;
import io.pilothouse.agent.local.AgentSocket;
import io.pilothouse.agent.local.LocalAnswers;
import io.pilothouse.agent.meters.AgentMeters;
import io.pilothouse.agent.meters.SignalRecorder;
import io.pilothouse.agent.port.Explainer;
import io.pilothouse.agent.port.ReportSink;
import io.pilothouse.agent.reconcile.CommandOutcome;
import io.pilothouse.agent.reconcile.Reconciler;
import io.pilothouse.agent.reconcile.health.HealthMeans;
import io.pilothouse.agent.reconcile.pace.Clocks;
import io.pilothouse.agent.reconcile.pace.ReconcileSettings;
import io.pilothouse.agent.status.RunHistory;
import io.pilothouse.agent.status.StatusAnswers;
import io.pilothouse.agent.uplink.CommandMemory;
import io.pilothouse.agent.uplink.LinkStatus;
import io.pilothouse.agent.uplink.Orders;
import io.pilothouse.agent.uplink.Uplink;
import io.pilothouse.agent.uplink.UplinkSettings;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.explain.Question;
import io.pilothouse.repository.rule.CelRules;
import io.pilothouse.wire.http.StatusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An agent: everything wired together by hand. Git, the API server and the hub may all be away when it starts and
/// at any time later; each is tried again by the part that talks to it.
///
/// ```
/// GitSource, KubeCluster -> Reconciler -> Standing -> RunHistory -> StatusLog -> Uplink -> hub
///                               +-> SignalRecorder -> /metrics, Uplink
///                AgentExplainer +<- Uplink <- hub, AgentSocket <- pilothouse agent status, plan
/// ```
public final class Agent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final double JITTER = 0.2;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final InstantSource clock = InstantSource.system();
    private int statusPort;
    private Optional<Uplink> uplink = Optional.empty();

    private Agent() {}

    /// Starts an agent and returns once it runs.
    ///
    /// @throws AgentCannotStartException if only a person can help: the state folder is in use, a port is taken,
    ///     the kubeconfig or the identity is missing
    public static Agent start(AgentConfig config) throws AgentCannotStartException {
        Agent agent = new Agent();
        try {
            agent.wire(config);
            return agent;
        } catch (AgentCannotStartException e) {
            agent.close();
            throw e;
        } catch (KubeconfigException e) {
            agent.close();
            throw new AgentCannotStartException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            agent.close();
            throw new AgentCannotStartException("The state folder " + config.state() + " cannot be used ("
                    + e.getClass().getSimpleName() + ": " + e.getMessage() + "); check its disk and permissions.");
        }
    }

    private void wire(AgentConfig config) throws AgentCannotStartException, KubeconfigException, IOException {
        StateFolder state = keep(StateFolder.take(config.state()));
        AgentMeters meters = keep(new AgentMeters(config.cluster()));
        KubeCluster kube = keep(KubeCluster.open(config.kubernetes()));
        GitSource source = keep(GitSource.of(config.repository(), config.charts(), config.cluster()));

        SignalRecorder signals;
        ReportSink reports;
        if (config.hub().isPresent()) {
            Journal journal = Journal.open(
                    state.journal(), config.cluster(), config.pace().journal(), UUID::randomUUID);
            signals = new SignalRecorder(clock, meters, journal::fill);
            Uplink link = keep(link(config, config.hub().get(), state, journal, signals));
            uplink = Optional.of(link);
            show(meters, link);
            reports = link;
        } else {
            // Nobody will ever read them; what a hub would need later, it gets when one is configured.
            signals = new SignalRecorder(clock, meters, () -> 0);
            reports = report -> {};
        }
        RunHistory runs = new RunHistory(new StatusLog(reports));
        Standing standing = new Standing(runs);
        AtomicReference<Runnable> changed = new AtomicReference<>(() -> {});
        LeaseKeeper lease = keep(new LeaseKeeper(
                LeaseSettings.of(state.identity()),
                kube.leases(),
                clock,
                System::nanoTime,
                () -> changed.get().run()));
        kube.fence(lease::isHeld);
        Reconciler reconciler = keep(new Reconciler(
                new ReconcileSettings(
                        config.cluster(),
                        AgentVersion.read(),
                        config.interval(),
                        JITTER,
                        config.pace().workers(),
                        Clocks.of(clock),
                        new SplittableRandom()),
                source,
                kube,
                standing,
                signals,
                lease,
                new HealthMeans(new CelRules(), kube.witness(), config.pace().isQuotingLogs())));
        changed.set(reconciler::leadershipChanged);
        lease.start();
        statusPort = keep(listen(config, meters, standing)).port();
        reconciler.start();
        Explainer explainer = new AgentExplainer(reconciler, source, kube, kube.inspector(), clock);
        answerLocally(config, state, reconciler, runs, explainer);
        uplink.ifPresent(link -> link.start(orders(reconciler, explainer)));
    }

    private Uplink link(
            AgentConfig config, AgentConfig.Hub hub, StateFolder state, Journal journal, SignalRecorder signals)
            throws AgentCannotStartException, IOException {
        checkIdentity(hub.identity());
        return new Uplink(
                new UplinkSettings(config.cluster(), AgentVersion.read(), hub.address(), hub.identity()),
                journal,
                CommandMemory.open(state.commands()),
                signals::minutes,
                UUID.randomUUID().toString(),
                clock,
                new SplittableRandom());
    }

    /// An identity that is missing is a mistake in the settings. One that has expired is not: it may be renewed
    /// while the agent does the rest of its work.
    private static void checkIdentity(Path folder) throws AgentCannotStartException {
        for (String name : List.of("identity.key", "identity.crt", "ca.crt")) {
            if (!Files.isRegularFile(folder.resolve(name))) {
                throw new AgentCannotStartException("The identity folder " + folder + " has no " + name
                        + "; issue an identity with \"pilothouse hub issue-agent\" and name its folder in the setting"
                        + " \"hub.identity\".");
            }
        }
    }

    private void show(AgentMeters meters, Uplink link) {
        meters.outbox(link::journalFill, link::dropped);
        meters.hub(
                () -> link.status().isConnected() ? 1 : 0,
                () -> link.status().skew().toMillis() / 1000.0,
                () -> link.certificateExpiry().equals(Instant.MAX)
                        ? Double.NaN
                        : Duration.between(clock.instant(), link.certificateExpiry())
                                .toSeconds());
    }

    private static StatusServer listen(AgentConfig config, AgentMeters meters, Standing standing)
            throws AgentCannotStartException {
        try {
            return StatusServer.start(config.status(), meters::scrape, standing::readiness, List.of());
        } catch (IOException e) {
            throw new AgentCannotStartException("The address " + config.status().getHostString() + ":"
                    + config.status().getPort() + " for /metrics and /readyz cannot be had (" + e.getMessage()
                    + "); stop what uses it, or change the setting \"status.listen\".");
        }
    }

    /// Without its socket an agent does all of its work; it only cannot be asked from its own machine.
    private void answerLocally(
            AgentConfig config, StateFolder state, Reconciler reconciler, RunHistory runs, Explainer explainer) {
        StatusAnswers status =
                new StatusAnswers(config.cluster(), AgentVersion.read(), reconciler, runs, this::link, clock);
        try {
            keep(AgentSocket.listen(state.socket(), new LocalAnswers(reconciler, status, explainer)));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.atWarn()
                    .addKeyValue("socket", state.socket())
                    .addKeyValue("why", e.getMessage())
                    .log("\"pilothouse agent status\" and \"plan\" will not work: the socket cannot be made; a state"
                            + " folder with a shorter path may help");
        }
    }

    private static Orders orders(Reconciler reconciler, Explainer explainer) {
        return new Orders() {
            @Override
            public Outcome run(Command command) {
                CommandOutcome outcome = reconciler.run(command);
                return new Outcome(outcome.phase(), outcome.message());
            }

            @Override
            public Explainer.Reply explain(Question question, Duration within) throws InterruptedException {
                return explainer.explain(question, within);
            }

            @Override
            public void nudge() {
                reconciler.nudge();
            }

            @Override
            public void resync() {
                reconciler.resync();
            }
        };
    }

    /// @return the port of `/metrics`, `/livez` and `/readyz`
    public int statusPort() {
        return statusPort;
    }

    /// @return how the link to the hub stands; empty without one
    public Optional<LinkStatus> link() {
        return uplink.map(Uplink::status);
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    /// Ends everything in the opposite order of its making. What was reported is in the journal afterwards.
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.atWarn()
                        .addKeyValue("part", part.getClass().getSimpleName())
                        .addKeyValue("why", e.getMessage())
                        .log("A part of the agent did not end in order");
            }
        }
    }
}
