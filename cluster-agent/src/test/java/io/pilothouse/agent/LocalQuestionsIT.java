package io.pilothouse.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pilothouse.agent.kube.KubeSettings;
import io.pilothouse.agent.local.AgentClient;
import io.pilothouse.agent.local.AgentClient.NoAnswerException;
import io.pilothouse.agent.local.LocalRequest;
import io.pilothouse.agent.local.LocalRequest.What;
import io.pilothouse.testkit.cluster.ControlPlane;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import io.pilothouse.testkit.git.BareRepository;
import io.pilothouse.testkit.git.Change;
import io.pilothouse.testkit.hand.Kubectl;
import io.pilothouse.testkit.hand.Rights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `pilothouse agent status` and `plan` against a whole agent, on a real API server and a real Git repository.
class LocalQuestionsIT {
    @TempDir
    private Path folder;

    private final ControlPlane plane = SharedControlPlanes.get("a").controlPlane();
    private BareRepository repository;
    private String namespace;

    @BeforeEach
    void setUp() throws Exception {
        repository = BareRepository.create(folder.resolve("fleet.git"), InstantSource.system());
        namespace = plane.freshNamespace("local");
        try (Kubectl kubectl = Kubectl.of(plane.kubeconfig(), "")) {
            Rights.install(kubectl, namespace + "-agent", List.of(namespace));
        }
        commit("hello");
    }

    @Test
    void tellsWhoeverIsAwakeHowEverythingStands() throws Exception {
        try (Agent agent = Agent.start(config())) {
            awaitWell();
            // When
            String text = ask(What.STATUS, false, "", "");
            String json = ask(What.STATUS, true, "", "");
            // Then
            assertThat(text)
                    .contains("of cluster test-1")
                    .contains("Git      main at ")
                    .contains("Hub      none is configured")
                    .contains("1 application, 1 in sync and healthy: " + app() + ".");
            assertThat(json)
                    .startsWith("{\"applications\":[{")
                    .contains("\"application\":\"" + app() + "\"", "\"sync\":\"synced\"", "\"well\":true");
            assertThat(ask(What.STATUS, false, app(), ""))
                    .contains("newest run: succeeded", "created ConfigMap " + namespace + "/letter");
            assertThat(agent.link()).isEmpty();
        }
    }

    @Test
    void saysWhatWouldChangeAtAnotherCommit() throws Exception {
        try (Agent agent = Agent.start(config())) {
            awaitWell();
            String first = repository.head();
            commit("good day");
            await().ignoreExceptionsInstanceOf(NoAnswerException.class)
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(ask(What.PLAN, false, app(), first))
                            .contains("/data/greeting: \"good day\" -> \"hello\""));
            // When
            String text = ask(What.PLAN, false, "", "");
            String json = ask(What.PLAN, true, app(), first);
            // Then
            assertThat(text).contains("A sync would change nothing in 1 of 1 applications: " + app() + ".");
            assertThat(json).contains("\"fate\":\"configured\"").contains("\"path\":\"/data/greeting\"");
            assertThatThrownBy(() -> ask(What.PLAN, false, app(), "main"))
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessageContaining("not a commit id");
            assertThatThrownBy(() -> ask(What.PLAN, false, app(), "1234567890".repeat(4)))
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessageContaining("There is no plan for commit 12345678");
            assertThat(agent.link()).isEmpty();
        }
    }

    @Test
    void namesTheApplicationThatWasProbablyMeant() throws Exception {
        try (Agent agent = Agent.start(config())) {
            awaitWell();
            assertThatThrownBy(() -> ask(What.PLAN, false, "app/" + namespace + "/leter", ""))
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessageContaining("Did you mean \"" + app() + "\"?");
            assertThat(agent.link()).isEmpty();
        }
    }

    @Test
    void onlyItsOwnUserCanAskAndNobodyOnceItHasEnded() throws Exception {
        // Given
        Path socket = StateFolder.socketIn(folder.resolve("state"));
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(socket, "left over from an agent that was killed");
        // When
        try (Agent agent = Agent.start(config())) {
            // Then
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
            assertThat(agent.link()).isEmpty();
        }
        assertThat(socket).doesNotExist();
        assertThatThrownBy(() -> ask(What.STATUS, false, "", ""))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("No agent of this user answers at " + socket);
    }

    private String app() {
        return "app/" + namespace + "/letter";
    }

    private void awaitWell() {
        await().ignoreExceptionsInstanceOf(NoAnswerException.class)
                .atMost(Duration.ofSeconds(40))
                .untilAsserted(
                        () -> assertThat(ask(What.STATUS, true, app(), "")).contains("\"well\":true"));
    }

    private String ask(What what, boolean isJson, String application, String revision) throws NoAnswerException {
        List<String> lines = new ArrayList<>();
        AgentClient.ask(
                StateFolder.socketIn(folder.resolve("state")),
                new LocalRequest(what, isJson, application, revision),
                lines::add);
        return String.join("\n", lines);
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

    private void commit(String greeting) {
        repository.commit(
                greeting,
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
                        data: {greeting: %s}
                        """.formatted(greeting))));
    }
}
