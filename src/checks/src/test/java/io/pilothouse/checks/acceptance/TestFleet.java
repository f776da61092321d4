package io.pilothouse.checks.acceptance;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.pilothouse.agent.AgentMain;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.rights.RightsManifests;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.desktop.link.HubLink;
import io.pilothouse.desktop.state.FleetModel;
import io.pilothouse.hub.HubMain;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import io.pilothouse.testkit.git.BareRepository;
import io.pilothouse.testkit.git.Change;
import io.pilothouse.testkit.hand.Kubectl;
import io.pilothouse.testkit.hand.Rights;
import io.pilothouse.wire.channel.HubAddress;
import io.pilothouse.wire.tls.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// The example fleet, running: three control planes, a Git repository, a hub and three agents as programs, and what a
/// desktop would know. Started once for all acceptance tests, which leave it settled.
final class TestFleet {
    static final List<String> CLUSTERS = List.of("prod-eu-1", "prod-us-1", "staging-eu-1");
    private static final String AGENT_NAMESPACE = "pilothouse-system";
    private static final String STAGING = "staging";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static TestFleet shared;

    private final Path folder;
    private final BareRepository repository;
    private final Map<String, KubernetesClient> clients = new LinkedHashMap<>();
    private final Map<String, Program> agents = new LinkedHashMap<>();
    private final FleetModel desktop;
    private final HubLink link;
    private final int hubPort;
    private final int httpPort;
    private Program hub;

    /// The fleet of this test run, settled: every application synced and healthy.
    static synchronized TestFleet settled() {
        if (shared == null) {
            try {
                shared = new TestFleet(Files.createTempDirectory("pilothouse-acceptance-"));
            } catch (Exception e) {
                throw new AssertionError("the fleet did not start", e);
            }
        }
        shared.awaitSettled();
        return shared;
    }

    private TestFleet(Path folder) throws Exception {
        this.folder = folder;
        repository = BareRepository.create(folder.resolve("fleet.git"), InstantSource.system());
        commit("Describe the fleet", Change.folder(Example.folder()));
        CLUSTERS.parallelStream().forEach(SharedControlPlanes::get);
        for (String cluster : CLUSTERS) {
            clients.put(cluster, client(cluster));
            giveRights(cluster);
        }
        hub = startHub(0, 0);
        var ready = hub.awaitLine("^ready: agents and clients 127\\.0\\.0\\.1:(\\d+), http 127\\.0\\.0\\.1:(\\d+)");
        hubPort = Integer.parseInt(ready.group(1));
        httpPort = Integer.parseInt(ready.group(2));
        for (String cluster : CLUSTERS) {
            hubCommand(
                    "issue-agent",
                    "--cluster",
                    cluster,
                    "--out",
                    identity(cluster).toString());
            agents.put(cluster, startAgent(cluster));
        }
        hubCommand("issue-client", "--name", "ada", "--out", identity("ada").toString());
        desktop = FleetModel.start(InstantSource.system());
        link = HubLink.open(
                HubAddress.parse("127.0.0.1:" + hubPort),
                Identity.load(identity("ada"), Instant.now()),
                InstantSource.system(),
                new SecureRandom());
        link.follow(desktop);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    private void stop() {
        link.close();
        desktop.close();
        agents.values().forEach(Program::close);
        hub.close();
    }

    /// As in production, objects are written by accounts of their namespaces.
    private static void giveRights(String cluster) {
        try (Kubectl kubectl =
                Kubectl.of(SharedControlPlanes.get(cluster).controlPlane().kubeconfig(), "")) {
            Rights.install(kubectl, AGENT_NAMESPACE, List.of("shop", "billing", "observability"));
            Rights.letInfraDoEverything(kubectl, AGENT_NAMESPACE);
            kubectl.create(RightsManifests.kinds("platform.example.com", List.of("backuppolicies"), AGENT_NAMESPACE));
        }
    }

    private static KubernetesClient client(String cluster) {
        String kubeconfig = SharedControlPlanes.get(cluster).controlPlane().kubeconfigText();
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig))
                .build();
    }

    private Path identity(String name) {
        return folder.resolve("identities").resolve(name);
    }

    private void hubCommand(String command, String... more) {
        List<String> arguments = new java.util.ArrayList<>(
                List.of(command, "--data", folder.resolve("hub").toString()));
        arguments.addAll(List.of(more));
        Program program = Program.start("hub-" + command, folder, HubMain.class, arguments);
        if (program.awaitEnd() != 0) {
            throw new AssertionError(program.output());
        }
    }

    private Program startHub(int port, int http) {
        return Program.start(
                "hub",
                folder,
                HubMain.class,
                List.of(
                        "serve",
                        "--data",
                        folder.resolve("hub").toString(),
                        "--listen",
                        "127.0.0.1:" + port,
                        "--http",
                        "127.0.0.1:" + http));
    }

    private Program startAgent(String cluster) {
        Path config = folder.resolve("agent-" + cluster + ".yaml");
        try {
            Files.writeString(config, """
                cluster: %s
                state: %s
                repository:
                  url: %s
                  branch: %s
                  interval: 1s
                  allowLocal: true
                hub:
                  address: 127.0.0.1:%d
                  identity: %s
                kubernetes:
                  kubeconfig: %s
                status:
                  listen: 127.0.0.1:0
                """.formatted(
                            cluster,
                            folder.resolve("state-" + cluster),
                            repository.directory().toUri(),
                            branch(cluster),
                            hubPort,
                            identity(cluster),
                            SharedControlPlanes.get(cluster).controlPlane().kubeconfig()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Program.start(
                "agent-" + cluster, folder, AgentMain.class, List.of("run", "--config", config.toString()));
    }

    /// Commits to the fleet repository, for every environment at once.
    Revision commit(String message, Change change) {
        String commit = repository.commit(STAGING, message, change);
        repository.forcePush(BareRepository.MAIN, commit);
        return new Revision(commit);
    }

    /// Commits for staging only.
    Revision commitToStaging(String message, Change change) {
        return new Revision(repository.commit(STAGING, message, change));
    }

    /// Merges what staging has into production's branch.
    void promote() {
        repository.forcePush(BareRepository.MAIN, repository.head(STAGING).orElseThrow());
    }

    private static String branch(String cluster) {
        return cluster.startsWith(STAGING) ? STAGING : BareRepository.MAIN;
    }

    /// Talks to a cluster as somebody with a kubeconfig would.
    KubernetesClient kube(String cluster) {
        return clients.get(cluster);
    }

    HubLink link() {
        return link;
    }

    FleetModel desktop() {
        return desktop;
    }

    int httpPort() {
        return httpPort;
    }

    Path folder() {
        return folder;
    }

    /// Waits until the desktop's model says so.
    FleetSnapshot await(String what, Predicate<FleetSnapshot> condition) {
        try {
            return desktop.await(condition, PATIENCE);
        } catch (TimeoutException e) {
            throw new AssertionError(what + " did not happen; " + e.getMessage() + "\n" + words(desktop.snapshot()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// Waits until every application of every cluster is synced and healthy at the newest commit of its slice.
    void awaitSettled() {
        await("that everything is synced and healthy", TestFleet::isSettled);
    }

    private static boolean isSettled(FleetSnapshot fleet) {
        return CLUSTERS.stream()
                .allMatch(name -> fleet.cluster(name).isPresent()
                        && fleet.cluster(name).orElseThrow().applications().size() >= 9
                        && fleet.cluster(name).orElseThrow().applications().values().stream()
                                .allMatch(ApplicationStatus::isSettled));
    }

    /// Kills the hub as a power cut would.
    void killHub() {
        hub.kill();
    }

    /// Starts the hub again on the same folder and ports.
    void restartHub() {
        hub = startHub(hubPort, httpPort);
    }

    void killAgent(String cluster) {
        agents.get(cluster).kill();
    }

    void restartAgent(String cluster) {
        agents.put(cluster, startAgent(cluster));
    }

    static ApplicationKey app(String cluster, String namespace, String name) {
        return new ApplicationKey(cluster, Layer.APP, namespace, name);
    }

    private static String words(FleetSnapshot fleet) {
        StringBuilder words = new StringBuilder();
        fleet.clusters().values().forEach(cluster -> {
            words.append(cluster.name())
                    .append(' ')
                    .append(cluster.contact())
                    .append(' ')
                    .append(cluster.status().error())
                    .append(cluster.status().source().error())
                    .append('\n');
            cluster.applications()
                    .values()
                    .forEach(status -> words.append("  ").append(status).append('\n'));
        });
        return words.toString();
    }
}
