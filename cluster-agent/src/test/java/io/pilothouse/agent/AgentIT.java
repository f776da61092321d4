package io.pilothouse.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pilothouse.agent.kube.KubeSettings;
import io.pilothouse.testkit.cluster.ControlPlane;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import io.pilothouse.testkit.git.BareRepository;
import io.pilothouse.testkit.git.Change;
import io.pilothouse.testkit.hand.Kubectl;
import io.pilothouse.testkit.hand.Rights;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole agent on a real API server and a real Git repository, without a hub.
class AgentIT {
    @TempDir
    private Path folder;

    private final ControlPlane plane = SharedControlPlanes.get("a").controlPlane();
    private BareRepository repository;
    private Kubectl kubectl;
    private String namespace;

    @BeforeEach
    void setUp() throws Exception {
        repository = BareRepository.create(folder.resolve("fleet.git"), InstantSource.system());
        kubectl = Kubectl.of(plane.kubeconfig(), "");
        namespace = plane.freshNamespace("agent");
        Rights.install(plane, namespace + "-agent", namespace);
    }

    @AfterEach
    void close() {
        kubectl.close();
    }

    @Test
    void worksWithoutAHub() throws Exception {
        // Given
        commit("greeting: hello");

        // When
        try (Agent agent = Agent.start(config())) {

            // Then
            awaitGreeting("hello");
            await().untilAsserted(() -> assertThat(get(agent, "/readyz")).isEqualTo("200 ok"));
            assertThat(agent.link()).isEmpty();

            commit("greeting: good day");
            awaitGreeting("good day");

            kubectl.editConfigMap(namespace, "letter", "greeting", "by hand");
            awaitGreeting("good day");

            await().untilAsserted(() -> assertThat(get(agent, "/metrics"))
                    .contains("pilothouse_changes_total{cluster=\"test-1\",result=\"succeeded\"}")
                    .contains("pilothouse_drift_corrected_total{cluster=\"test-1\"} 1.0")
                    .contains("pilothouse_applications{cluster=\"test-1\",state=\"all\"} 1.0")
                    .doesNotContain("pilothouse_agent_connected"));
            assertThat(get(agent, "/livez")).isEqualTo("200 ok");
        }
    }

    @Test
    void goesOnCorrectingDriftAfterARestartWhileGitIsAway() throws Exception {
        // Given
        commit("greeting: hello");
        Agent before = Agent.start(config());
        awaitGreeting("hello");
        before.close();

        // When
        Files.move(folder.resolve("fleet.git"), folder.resolve("elsewhere.git"));
        kubectl.editConfigMap(namespace, "letter", "greeting", "by hand");

        // Then
        try (Agent after = Agent.start(config())) {
            await().untilAsserted(() -> assertThat(get(after, "/readyz")).isEqualTo("200 ok"));
            awaitGreeting("hello");
        }
    }

    @Test
    void startsWhileEverythingIsAwayAndSaysSo() throws Exception {
        // Given
        AgentConfig config = AgentConfig.of("test-1", folder.resolve("state"), "file://" + folder.resolve("none.git"))
                .withLocalRepositoryAllowed()
                .withKubeconfig(deadCluster(), "");

        // When
        try (Agent agent = Agent.start(config)) {

            // Then
            await().untilAsserted(() ->
                    assertThat(get(agent, "/readyz")).startsWith("503").doesNotContain("starting"));
            assertThat(get(agent, "/livez")).isEqualTo("200 ok");
        }
    }

    @Test
    void refusesAStateFolderThatAnotherAgentUses() throws Exception {
        // Given
        commit("greeting: hello");
        try (Agent first = Agent.start(config())) {
            int port = first.statusPort();

            // When, Then
            assertThatThrownBy(() -> Agent.start(config()))
                    .isInstanceOf(AgentCannotStartException.class)
                    .hasMessageContaining("Another agent uses the state folder");
            assertThat(port).isPositive();
        }
        Agent.start(config()).close();
    }

    @Test
    void saysThatItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Given
            AgentConfig config =
                    config().withStatus(new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort()));

            // When, Then
            assertThatThrownBy(() -> Agent.start(config))
                    .isInstanceOf(AgentCannotStartException.class)
                    .hasMessageContaining(":" + taken.getLocalPort())
                    .hasMessageContaining("status.listen");
        }
        Agent.start(config()).close();
    }

    @Test
    void saysThatTheKubeconfigCannotBeRead() {
        // Given
        AgentConfig config = config().withKubeconfig(folder.resolve("none"), "");

        // When, Then
        assertThatThrownBy(() -> Agent.start(config))
                .isInstanceOf(AgentCannotStartException.class)
                .hasMessageContaining(folder.resolve("none").toString());
    }

    @Test
    void saysThatTheIdentityIsMissing() {
        // Given
        AgentConfig config = config().withHub(
                        io.pilothouse.wire.channel.HubAddress.parse("127.0.0.1:1"), folder.resolve("identity"));

        // When, Then
        assertThatThrownBy(() -> Agent.start(config))
                .isInstanceOf(AgentCannotStartException.class)
                .hasMessageContaining("identity.key")
                .hasMessageContaining("issue-agent");
    }

    private AgentConfig config() {
        return AgentConfig.of("test-1", folder.resolve("state"), "file://" + folder.resolve("fleet.git"))
                .withLocalRepositoryAllowed()
                .withKubernetes(kubernetes())
                .withInterval(Duration.ofSeconds(1));
    }

    /// With an inventory of its own: the API server is shared with other tests.
    private KubeSettings kubernetes() {
        return new KubeSettings(
                Optional.of(plane.kubeconfig()),
                Optional.empty(),
                namespace + "-agent",
                KubeSettings.DEFAULT_IN_FLIGHT,
                KubeSettings.DEFAULT_TIMEOUT);
    }

    private void commit(String data) {
        repository.commit(
                data,
                Change.files(Map.of(
                        "fleet/fleet.yaml",
                        """
                        apiVersion: pilothouse.io/v1
                        kind: Fleet
                        spec: {environments: [{name: test, branch: main}]}
                        """,
                        "fleet/clusters/test-1.yaml",
                        """
                        apiVersion: pilothouse.io/v1
                        kind: Cluster
                        spec: {environment: test}
                        """,
                        "app/clusters/test-1/" + namespace + "/letter/letter.yaml",
                        """
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: letter}
                        data: {%s}
                        """.formatted(data))));
    }

    private void awaitGreeting(String expected) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(kubectl.configMap(namespace, "letter", "greeting"))
                        .contains(expected));
    }

    private Path deadCluster() throws Exception {
        return Files.writeString(folder.resolve("kubeconfig"), """
            apiVersion: v1
            kind: Config
            current-context: gone
            clusters: [{name: gone, cluster: {server: 'https://127.0.0.1:1'}}]
            users: [{name: gone, user: {token: x}}]
            contexts: [{name: gone, context: {cluster: gone, user: gone}}]
            """);
    }

    private static String get(Agent agent, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + agent.statusPort() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body().strip();
        }
    }
}
