package io.pilothouse.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pilothouse.agent.kube.KubeSettings;
import io.pilothouse.testkit.cluster.ControlPlane;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import io.pilothouse.testkit.git.BareRepository;
import io.pilothouse.testkit.git.Change;
import io.pilothouse.testkit.hand.Kubectl;
import io.pilothouse.testkit.hand.RequestCount;
import io.pilothouse.testkit.hand.Rights;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an agent asks of its API server, counted by the API server.
class FrugalAgentIT {
    private static final int APPLICATIONS = 12;
    private static final int OBJECTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final ControlPlane plane = SharedControlPlanes.get("a").controlPlane();
    private BareRepository repository;
    private Kubectl kubectl;
    private RequestCount requests;
    private String namespace;
    private long appliesBefore;
    private int looks;

    @BeforeEach
    void setUp() {
        repository = BareRepository.create(folder.resolve("fleet.git"), InstantSource.system());
        kubectl = Kubectl.of(plane.kubeconfig(), "");
        requests = RequestCount.of(plane.kubeconfig());
        namespace = plane.freshNamespace("frugal");
        Rights.install(plane, namespace + "-agent", namespace);
        appliesBefore = requests.answered("configmaps", "APPLY");
        commitAll();
    }

    @AfterEach
    void close() {
        requests.close();
        kubectl.close();
        repository.close();
    }

    @Test
    void unchangedObjectsCostNoApiCall() throws Exception {
        // Given
        try (Agent agent = Agent.start(config())) {
            awaitSettled(agent);
            long applies = requests.answered("configmaps", "APPLY");
            long reads = requests.answered("configmaps", "GET", "LIST");
            long stored = requests.answered("configmaps", "POST", "PUT", "DELETE");

            // When
            repository.commit("Change one", Change.none().put(path(3, 1), yaml(3, 1, "other")));
            awaitValue(3, 1, "other");
            awaitSettled(agent);

            // Then
            assertThat(requests.answered("configmaps", "APPLY") - applies).isEqualTo(1);
            assertThat(requests.answered("configmaps", "GET", "LIST") - reads - looks)
                    .as("reads, without the test's own")
                    .isZero();
            assertThat(requests.answered("configmaps", "POST", "PUT", "DELETE") - stored)
                    .as("writes of the changed application's inventory")
                    .isBetween(1L, 2L);
        }
    }

    @Test
    void aRestartWritesNothingAndReadsByThePage() throws Exception {
        // Given
        try (Agent agent = Agent.start(config())) {
            awaitSettled(agent);
        }
        long writes = requests.answered("configmaps", "APPLY", "POST", "PUT", "PATCH", "DELETE");
        long gets = requests.answered("configmaps", "GET");
        long lists = requests.answered("configmaps", "LIST");
        looks = 0;

        // When
        try (Agent agent = Agent.start(config())) {
            awaitSettled(agent);

            // Then
            assertThat(requests.answered("configmaps", "APPLY", "POST", "PUT", "PATCH", "DELETE") - writes)
                    .isZero();
            assertThat(requests.answered("configmaps", "LIST") - lists)
                    .as("a page of inventories, one of tombstones and one of objects")
                    .isEqualTo(3);
            assertThat(requests.answered("configmaps", "GET") - gets - looks)
                    .as("the suspensions")
                    .isLessThanOrEqualTo(1);

            // and it does hold what it says it knows
            kubectl.editConfigMap(namespace, name(2, 2), "value", "by hand");
            awaitValue(2, 2, "first");
        }
    }

    @Test
    void watchesOnlyWhatItOwns() throws Exception {
        // Given
        long configMaps = requests.watches("configmaps");
        long secrets = requests.watches("secrets");
        long pods = requests.watches("pods");
        long deployments = requests.watches("deployments");

        // When
        try (Agent agent = Agent.start(config())) {
            awaitSettled(agent);

            // Then
            assertThat(requests.watches("configmaps") - configMaps).isEqualTo(1);
            assertThat(requests.watches("secrets") - secrets).isZero();
            assertThat(requests.watches("pods") - pods).isZero();
            assertThat(requests.watches("deployments") - deployments).isZero();
        }
    }

    private void awaitValue(int application, int object, String expected) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            looks++;
            assertThat(kubectl.configMap(namespace, name(application, object), "value"))
                    .contains(expected);
        });
    }

    /// Waits until every object is there, the agent says that all is in sync, and no change is under way.
    private void awaitSettled(Agent agent) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            String metrics = metrics(agent);
            assertThat(requests.answered("configmaps", "APPLY") - appliesBefore)
                    .isGreaterThanOrEqualTo(APPLICATIONS * OBJECTS);
            assertThat(metrics)
                    .contains("pilothouse_applications{cluster=\"test-1\",state=\"all\"} " + APPLICATIONS + ".0")
                    .contains("pilothouse_applications{cluster=\"test-1\",state=\"out_of_sync\"} 0.0")
                    .contains("pilothouse_changes_in_progress{cluster=\"test-1\"} 0.0");
        });
    }

    private static String metrics(Agent agent) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + agent.statusPort() + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private AgentConfig config() {
        return AgentConfig.of("test-1", folder.resolve("state"), "file://" + folder.resolve("fleet.git"))
                .withLocalRepositoryAllowed()
                .withKubernetes(new KubeSettings(
                        Optional.of(plane.kubeconfig()),
                        Optional.empty(),
                        namespace + "-agent",
                        KubeSettings.DEFAULT_IN_FLIGHT,
                        KubeSettings.DEFAULT_TIMEOUT))
                .withInterval(Duration.ofSeconds(1));
    }

    private void commitAll() {
        Change change = Change.none().put("fleet/fleet.yaml", """
            apiVersion: pilothouse.io/v1
            kind: Fleet
            spec: {environments: [{name: test, branch: main}]}
            """).put("fleet/clusters/test-1.yaml", """
                apiVersion: pilothouse.io/v1
                kind: Cluster
                spec: {environment: test}
                """);
        for (int application = 0; application < APPLICATIONS; application++) {
            for (int object = 0; object < OBJECTS; object++) {
                change = change.put(path(application, object), yaml(application, object, "first"));
            }
        }
        repository.commit("Begin", change);
    }

    private String path(int application, int object) {
        return "app/clusters/test-1/" + namespace + "/letters-" + application + "/" + object + ".yaml";
    }

    private static String name(int application, int object) {
        return "letter-" + application + "-" + object;
    }

    private static String yaml(int application, int object, String value) {
        return """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: %s}
            data: {value: %s}
            """.formatted(name(application, object), value);
    }
}
