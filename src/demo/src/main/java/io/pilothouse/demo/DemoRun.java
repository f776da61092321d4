package io.pilothouse.demo;

import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.demo.fleet.Clusters;
import io.pilothouse.demo.fleet.ExampleFleet;
import io.pilothouse.demo.fleet.FleetSource;
import io.pilothouse.demo.fleet.Member;
import io.pilothouse.demo.fleet.OwnClusters;
import io.pilothouse.demo.fleet.OwnRepository;
import io.pilothouse.demo.fleet.RunFolder;
import io.pilothouse.demo.process.DemoFailure;
import io.pilothouse.demo.process.Launcher;
import io.pilothouse.demo.process.RunningProgram;
import io.pilothouse.demo.report.Report;
import io.pilothouse.desktop.link.HubLink;
import io.pilothouse.desktop.state.FleetModel;
import io.pilothouse.testkit.hand.Kubectl;
import io.pilothouse.wire.channel.HubAddress;
import io.pilothouse.wire.tls.Identity;
import io.pilothouse.wire.tls.IdentityException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One run: `repository → clusters and hub, side by side → agents → link`. What was started is stopped in reverse, by
/// [#close], which may come from another thread at any time and at any stage.
final class DemoRun implements AutoCloseable {
    private static final String AGENT_NAMESPACE = "pilothouse-system";
    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final Pattern HUB_READY = Pattern.compile("ready: agents and clients (\\S+:\\d+), http (\\S+:\\d+)");

    private final DemoOptions options;
    private final Progress progress;
    private final InstantSource clock;
    private final Launcher launcher;
    private final RunFolder folder;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Map<String, RunningProgram> agents = new LinkedHashMap<>();
    private final CountDownLatch startEnded = new CountDownLatch(1);
    private boolean isStarting;
    private boolean isClosed;

    private Optional<FleetSource> source = Optional.empty();
    private List<Member> members = List.of();
    private long agentsStarted;
    private Optional<RunningHub> hub = Optional.empty();
    private Optional<HubLink> link = Optional.empty();
    private final FleetModel fleet;

    /// The hub's process, where it answers, and the folder of the identity that this program calls it with.
    record RunningHub(RunningProgram program, String address, String http, Path identity) {}

    DemoRun(DemoOptions options, Progress progress, Launcher launcher, InstantSource clock) {
        this.options = options;
        this.progress = progress;
        this.launcher = launcher;
        this.clock = clock;
        this.folder = RunFolder.create(options.isKept());
        this.fleet = FleetModel.start(clock);
        started.push(fleet);
    }

    /// Starts everything; returns when the hub is followed. The agents may still be at work then.
    void start() {
        synchronized (started) {
            isStarting = true;
        }
        try {
            startAll();
        } finally {
            startEnded.countDown();
        }
    }

    private void startAll() {
        Optional<ExampleFleet> example = options.repository().isPresent()
                ? Optional.empty()
                : Optional.of(ExampleFleet.read(
                        launcher.root().resolve("fleet-repo-example"),
                        Math.max(options.clusters(), options.contexts().size())));
        source = Optional.of(remember(openSource(example)));
        progress.say("repository: " + source().url());
        List<String> names = names(example);
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<RunningHub> startingHub = workers.submit(() -> startHub(names));
            members = startClusters(example, names);
            hub = Optional.of(get(startingHub));
        }
        if (source() instanceof FleetSource.Example made) {
            made.tellOnPush("http://" + hub().http());
        }
        agentsStarted = System.nanoTime();
        members.forEach(this::startAgent);
        follow();
    }

    private FleetSource openSource(Optional<ExampleFleet> example) {
        return example.<FleetSource>map(fleetFiles ->
                        FleetSource.example(fleetFiles, folder.path().resolve("fleet.git"), clock))
                .orElseGet(() -> new FleetSource.Own(options.repository().orElseThrow()));
    }

    private List<String> names(Optional<ExampleFleet> example) {
        if (options.kubeconfig().isPresent()) {
            return OwnClusters.members(
                            options.kubeconfig().get(), options.contexts(), example.map(ExampleFleet::clusters))
                    .stream()
                    .map(Member::name)
                    .toList();
        }
        if (example.isPresent()) {
            return example.get().clusters();
        }
        return options.contexts().isEmpty() ? clustersOf(source().url()) : options.contexts();
    }

    private List<String> clustersOf(String url) {
        String branch = Optional.ofNullable(System.getenv("PILOTHOUSE_AGENT_REPOSITORY_BRANCH"))
                .orElse("main");
        List<String> all = OwnRepository.clusters(url, branch, folder.path().resolve("look"));
        List<String> names = all.stream().limit(options.clusters()).toList();
        progress.say("clusters of the repository: " + String.join(", ", all) + "; starting " + names.size());
        return names;
    }

    private List<Member> startClusters(Optional<ExampleFleet> example, List<String> names) {
        if (options.kubeconfig().isPresent()) {
            return OwnClusters.members(
                    options.kubeconfig().get(), options.contexts(), example.map(ExampleFleet::clusters));
        }
        return remember(new Clusters()).start(names, folder.folder("clusters"), progress::say);
    }

    private RunningHub startHub(List<String> names) {
        String data = folder.folder("hub").toString();
        RunningProgram program = remember(launcher.start(
                "hub",
                folder.folder("hub-log"),
                List.of("hub", "serve", "--data", data, "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0")));
        Matcher ready = program.awaitLine(HUB_READY, READY);
        progress.say("hub is up at " + ready.group(1) + ", http://" + ready.group(2));
        for (String name : names) {
            launcher.run(List.of(
                    "hub",
                    "issue-agent",
                    "--data",
                    data,
                    "--cluster",
                    name,
                    "--out",
                    identity(name).toString()));
        }
        Path client = folder.path().resolve("client");
        launcher.run(List.of("hub", "issue-client", "--data", data, "--name", "demo", "--out", client.toString()));
        return new RunningHub(program, ready.group(1), ready.group(2), client);
    }

    private void startAgent(Member member) {
        try (Kubectl kubectl = Kubectl.of(member.kubeconfig(), member.context())) {
            kubectl.ensureNamespace(AGENT_NAMESPACE);
            DemoRights.give(kubectl, source(), AGENT_NAMESPACE);
        } catch (RuntimeException e) {
            throw new DemoFailure(
                    "cannot create the namespace " + AGENT_NAMESPACE + " and its rights in " + member.name() + " with "
                            + member.kubectlOptions() + ": " + e.getMessage(),
                    e);
        }
        Path own = folder.folder("agents/" + member.name());
        Path settings = AgentSettings.write(own, member, source(), hub().address(), identity(member.name()));
        RunningProgram program = remember(launcher.start(
                "agent " + member.name(), own, List.of("agent", "run", "--config", settings.toString())));
        synchronized (started) {
            agents.put(member.name(), program);
        }
        progress.say("agent of " + member.name() + " is started");
    }

    private void follow() {
        try {
            Identity identity = Identity.load(hub().identity(), clock.instant());
            HubLink opened =
                    remember(HubLink.open(HubAddress.parse(hub().address()), identity, clock, new SecureRandom()));
            opened.follow(fleet);
            link = Optional.of(opened);
        } catch (IdentityException e) {
            throw new DemoFailure("cannot follow the hub: " + e.getMessage(), e);
        }
    }

    /// Opens the desktop in a window of its own.
    RunningProgram openDesktop() {
        return remember(launcher.start(
                "desktop",
                folder.folder("desktop"),
                List.of(
                        "desktop",
                        "--hub",
                        hub().address(),
                        "--identity",
                        hub().identity().toString())));
    }

    /// What the hub knows now, with what is known of the programs: one that ended explains why nothing is heard.
    Report report() {
        FleetSnapshot snapshot = fleet.snapshot();
        return new Report(members.stream().map(Member::name).toList(), snapshot);
    }

    /// @return why it cannot get better by waiting: programs that ended, each with its last words
    List<String> ended() {
        List<RunningProgram> programs = new ArrayList<>();
        hub.ifPresent(running -> programs.add(running.program()));
        synchronized (started) {
            programs.addAll(agents.values());
        }
        return programs.stream()
                .filter(program -> !program.isAlive())
                .map(program -> program.name() + " ended: " + program.lastLines())
                .toList();
    }

    FleetModel fleet() {
        return fleet;
    }

    HubLink link() {
        return link.orElseThrow(() -> new IllegalStateException("not started"));
    }

    RunningHub hub() {
        return hub.orElseThrow(() -> new IllegalStateException("not started"));
    }

    FleetSource source() {
        return source.orElseThrow(() -> new IllegalStateException("not started"));
    }

    /// When the first agent was started, by [System#nanoTime].
    long agentsStarted() {
        return agentsStarted;
    }

    List<Member> members() {
        return members;
    }

    Map<String, RunningProgram> agents() {
        synchronized (started) {
            return Map.copyOf(agents);
        }
    }

    Path path() {
        return folder.path();
    }

    /// The newest first, all programs asked before the first is waited for; the folder when nobody writes to it.
    @Override
    public void close() {
        List<AutoCloseable> all;
        boolean mayBeStarting;
        synchronized (started) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            mayBeStarting = isStarting;
            all = List.copyOf(started);
            started.clear();
        }
        all.stream()
                .filter(RunningProgram.class::isInstance)
                .map(RunningProgram.class::cast)
                .forEach(RunningProgram::requestStop);
        all.forEach(this::stop);
        if (mayBeStarting) {
            awaitStartEnded();
        }
        stop(folder);
        if (options.kubeconfig().isPresent() && !agents().isEmpty()) {
            progress.say(
                    "what the agents applied stays in your clusters; it carries the label pilothouse.io/application,"
                            + " and the agents' own state is in the namespace " + AGENT_NAMESPACE);
        }
    }

    private void stop(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            progress.say("while stopping: " + e.getMessage());
        }
    }

    /// Short, because everything that the start waits for has just been stopped.
    private void awaitStartEnded() {
        try {
            if (!startEnded.await(STOP.toSeconds(), TimeUnit.SECONDS)) {
                progress.say("the start did not end within " + STOP.toSeconds() + " s; look at " + folder.path());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What is started while the run is being closed is closed at once.
    private <T extends AutoCloseable> T remember(T one) {
        synchronized (started) {
            if (!isClosed) {
                started.push(one);
                return one;
            }
        }
        stop(one);
        throw new DemoFailure("the demo is ending");
    }

    private Path identity(String cluster) {
        return folder.path().resolve("identities").resolve(cluster);
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DemoFailure failure) {
                throw failure;
            }
            throw new DemoFailure("the hub did not start: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted", e);
        }
    }
}
