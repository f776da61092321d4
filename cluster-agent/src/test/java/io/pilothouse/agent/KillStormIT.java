package io.pilothouse.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.plan.Ownership;
import io.pilothouse.testkit.cluster.ControlPlane;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import io.pilothouse.testkit.git.BareRepository;
import io.pilothouse.testkit.git.Change;
import io.pilothouse.testkit.hand.Kubectl;
import io.pilothouse.testkit.hand.Rights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of a whole agent at random instants while commits come in: a few rounds in every build, and many with
/// `-Dpilothouse.test.kills=100`. The instants are drawn from `-Dpilothouse.test.seed`, which a failure names.
class KillStormIT {
    private static final int KILLS = Integer.getInteger("pilothouse.test.kills", 4);
    private static final long SEED = Long.getLong("pilothouse.test.seed", System.nanoTime());
    private static final List<String> APPLICATIONS = List.of("web", "api", "jobs");
    /// Declared by every commit: whatever happens, nobody may ever delete it.
    private static final String STEADY = "steady";

    @TempDir
    private Path folder;

    private final ControlPlane plane = SharedControlPlanes.get("a").controlPlane();
    private final Random random = new Random(SEED);
    /// What Git declares: by application, each object's value.
    private final Map<String, Map<String, String>> declared = new TreeMap<>();
    private KubernetesClient kubectl;
    private BareRepository repository;
    private String namespace;
    private Process agent;

    @BeforeEach
    void setUp() throws Exception {
        repository = BareRepository.create(folder.resolve("fleet.git"), InstantSource.system());
        namespace = plane.freshNamespace("storm");
        kubectl = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(plane.kubeconfigText()))
                .build();
        try (Kubectl hand = Kubectl.of(plane.kubeconfig(), "")) {
            Rights.install(hand, home(), List.of(namespace));
        }
        kubectl.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("bystander")
                        .endMetadata()
                        .build())
                .create();
        for (String application : APPLICATIONS) {
            declared.put(application, new TreeMap<>(Map.of(STEADY, "0", "first", "0")));
        }
        commit(0);
    }

    @AfterEach
    void tearDown() throws Exception {
        kill();
        kubectl.namespaces().withName(namespace).delete();
        kubectl.namespaces().withName(home()).delete();
        kubectl.close();
        repository.close();
    }

    private String home() {
        return namespace + "-agent";
    }

    @Test
    void losesAndOrphansNothingHoweverOftenItIsKilled() throws Exception {
        // Given
        long begun = System.nanoTime();
        start();
        awaitAsDeclared();
        Duration once = Duration.ofNanos(System.nanoTime() - begun);
        Map<String, String> steady = steady();
        kill();
        // When
        for (int round = 1; round <= KILLS; round++) {
            change(round);
            commit(round);
            start();
            boolean isCommittedMeanwhile = random.nextBoolean();
            long until = random.nextLong(once.toMillis() * 3 / 2);
            if (isCommittedMeanwhile) {
                agent.waitFor(until / 2, TimeUnit.MILLISECONDS);
                change(round);
                commit(round);
            }
            boolean hasEnded = agent.waitFor(isCommittedMeanwhile ? until / 2 : until, TimeUnit.MILLISECONDS);
            assertThat(hasEnded).as("it ended by itself; %s", log()).isFalse();
            kill();
            assertThat(steady())
                    .as("never deleted, round %s of seed %s", round, SEED)
                    .isEqualTo(steady);
        }
        start();
        // Then
        awaitAsDeclared();
        assertThat(steady()).isEqualTo(steady);
        assertThat(kubectl.configMaps()
                        .inNamespace(namespace)
                        .withName("bystander")
                        .get())
                .isNotNull();
    }

    /// Some objects come, some go, some change.
    private void change(int round) {
        for (Map<String, String> objects : declared.values()) {
            objects.keySet().removeIf(name -> !name.equals(STEADY) && random.nextInt(4) == 0);
            objects.replaceAll((_, value) -> random.nextInt(3) == 0 ? "changed-in-" + round : value);
            for (int i = random.nextInt(4); i > 0; i--) {
                objects.put("object-" + random.nextInt(30), "made-in-" + round);
            }
        }
    }

    private void commit(int round) {
        Map<String, String> files = new HashMap<>();
        files.put("fleet/fleet.yaml", """
            apiVersion: pilothouse.io/v1
            kind: Fleet
            spec: {defaults: {sync: {limits: {maxDeletions: 1000}}}, environments: [{name: test, branch: main}]}
            """);
        files.put("fleet/clusters/test-1.yaml", """
            apiVersion: pilothouse.io/v1
            kind: Cluster
            spec: {environment: test}
            """);
        declared.forEach((application, objects) -> {
            StringBuilder all = new StringBuilder();
            objects.forEach((name, value) -> all.append("""
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s-%s}
                data: {key: "%s"}
                """.formatted(application, name, value)));
            files.put(
                    "app/clusters/test-1/" + namespace + "/" + application + "/objects.yaml",
                    all + "# " + round + "\n");
        });
        repository.commit("round " + round, Change.files(files).onEmptyTree());
    }

    private void start() throws Exception {
        agent = AgentProcess.start(
                plane.kubeconfig(),
                home(),
                folder.resolve("state"),
                folder.resolve("fleet.git"),
                folder.resolve("log"));
    }

    /// On Linux this is SIGKILL.
    private void kill() throws Exception {
        if (agent != null) {
            agent.destroyForcibly().waitFor();
        }
    }

    private String log() throws Exception {
        return Files.readString(folder.resolve("log"));
    }

    /// What is ours by its label is exactly what Git declares: nothing more, which would be an orphan, and nothing
    /// less.
    private void awaitAsDeclared() {
        Map<String, String> wanted = new TreeMap<>();
        declared.forEach((application, objects) ->
                objects.forEach((name, value) -> wanted.put(application + "-" + name, value)));
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(ours()).as("seed %s", SEED).isEqualTo(wanted));
    }

    private Map<String, String> ours() {
        Map<String, String> ours = new TreeMap<>();
        for (String application : APPLICATIONS) {
            for (ConfigMap map : labelled(application)) {
                ours.put(map.getMetadata().getName(), map.getData().get("key"));
            }
        }
        return ours;
    }

    private List<ConfigMap> labelled(String application) {
        ApplicationKey key = new ApplicationKey("test-1", Layer.APP, namespace, application);
        return kubectl.configMaps()
                .inNamespace(namespace)
                .withLabel(Ownership.LABEL, Ownership.mark(key))
                .list()
                .getItems();
    }

    /// UIDs of what every commit declares.
    private Map<String, String> steady() {
        Map<String, String> uids = new TreeMap<>();
        for (String application : APPLICATIONS) {
            new ArrayList<>(labelled(application))
                    .stream()
                            .filter(map -> map.getMetadata().getName().equals(application + "-" + STEADY))
                            .forEach(map -> uids.put(
                                    map.getMetadata().getName(),
                                    map.getMetadata().getUid()));
        }
        return uids;
    }
}
