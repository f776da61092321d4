package io.pilothouse.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.uplink.ScriptedHub;
import io.pilothouse.repository.git.GitCredentials;
import io.pilothouse.repository.git.Secret;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import io.pilothouse.testkit.git.BareRepository;
import io.pilothouse.testkit.git.Change;
import io.pilothouse.testkit.git.GitHttpsServer;
import io.pilothouse.testkit.hand.Rights;
import io.pilothouse.testkit.tls.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentCheckIT {
    private static final String CLUSTER = "prod-eu-1";

    @TempDir
    private Path folder;

    private BareRepository repository;
    private ScriptedHub hub;
    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void setUp() throws Exception {
        repository = BareRepository.create(folder.resolve("git/fleet.git"), InstantSource.system());
        repository.commit("The example", Change.folder(ExampleRepository.folder()));
        Rights.install(SharedControlPlanes.get("a").controlPlane(), "pilothouse-system", "shop", "billing", "observability");
        hub = new ScriptedHub(folder.resolve("ca"));
        hub.issue(CLUSTER, folder.resolve("identity"));
        hub.start();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void saysOfEachThatItWorks() {
        // When
        boolean isWell = AgentCheck.run(config(CLUSTER), InstantSource.system(), lines::add);

        // Then
        assertThat(lines)
                .hasSize(5)
                .allMatch(line -> line.startsWith("ok "))
                .anyMatch(line ->
                        line.contains("branch main is at " + repository.head().substring(0, 8)))
                .anyMatch(line -> line.contains("cluster prod-eu-1 has 9 applications"))
                .anyMatch(line -> line.matches("ok +kubernetes +version v1\\..*UID .*"))
                .anyMatch(line -> line.contains("answers and accepts the identity"));
        assertThat(isWell).isTrue();
    }

    @Test
    void saysThatTheRepositoryDoesNotKnowTheCluster() {
        // When
        boolean isWell = AgentCheck.run(config("prod-eu-2"), InstantSource.system(), lines::add);

        // Then
        assertThat(lines).anyMatch(line -> line.matches("fail +slice +.*prod-eu-2.*"));
        assertThat(isWell).isFalse();
    }

    @Test
    void saysWhichFileAndLineCannotBeUsed() {
        // Given
        repository.commit(
                "Break it",
                Change.files(Map.of("app/clusters/prod-eu-1/shop/broken/x.yaml", "apiVersion: v1\nkind: [\n")));

        // When
        boolean isWell = AgentCheck.run(config(CLUSTER), InstantSource.system(), lines::add);

        // Then
        assertThat(lines).anyMatch(line -> line.matches("fail +slice +app/clusters/prod-eu-1/shop/broken/x.yaml:.*"));
        assertThat(isWell).isFalse();
    }

    @Test
    void saysThatNothingAnswersWhereEverythingIsAway() throws Exception {
        // Given
        hub.stop();
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
            apiVersion: v1
            kind: Config
            current-context: gone
            clusters: [{name: gone, cluster: {server: 'https://127.0.0.1:1'}}]
            users: [{name: gone, user: {token: x}}]
            contexts: [{name: gone, context: {cluster: gone, user: gone}}]
            """);
        AgentConfig config = AgentConfig.of(CLUSTER, folder.resolve("state"), "https://127.0.0.1:1/fleet.git")
                .withLocalRepositoryAllowed()
                .withKubeconfig(kubeconfig, "")
                .withHub(hub.address(), folder.resolve("identity"));

        // When
        boolean isWell = AgentCheck.run(config, InstantSource.system(), lines::add);

        // Then
        assertThat(lines)
                .hasSize(3)
                .allMatch(line -> line.startsWith("fail "))
                .anyMatch(line -> line.contains("nothing answers at hub"))
                .allMatch(line -> !line.contains("Exception"));
        assertThat(isWell).isFalse();
    }

    @Test
    void saysThatTheCredentialsAreWrongWithoutShowingThem() throws Exception {
        // Given
        TestAuthority authority = TestAuthority.create("git", InstantSource.system());
        Path bundle = Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
        Path password = Files.writeString(folder.resolve("password"), "canary-4711");
        try (GitHttpsServer server = GitHttpsServer.start(new GitHttpsServer.Settings(
                folder.resolve("git"), authority.serverFor("127.0.0.1"), "fleet", "right"))) {
            AgentConfig https = config(CLUSTER);
            var git = io.pilothouse.repository.git.GitSettings.of(
                            server.url("fleet.git"), "main", folder.resolve("state"))
                    .withLocalAllowed()
                    .withCaBundle(bundle)
                    .withCredentials(new GitCredentials.Password("fleet", Secret.inFile(password)));

            // When
            boolean isWell = AgentCheck.run(https.withRepository(git), InstantSource.system(), lines::add);

            // Then
            assertThat(lines).first().asString().startsWith("fail  git").contains("PH-133");
            assertThat(lines).noneMatch(line -> line.contains("canary-4711"));
            assertThat(isWell).isFalse();
        }
    }

    @Test
    void saysThatTheCertificateExpired() throws Exception {
        // Given
        hub.issue(CLUSTER, folder.resolve("identity"), Duration.ofSeconds(-1));

        // When
        boolean isWell = AgentCheck.run(config(CLUSTER), InstantSource.system(), lines::add);

        // Then
        assertThat(lines).last().asString().startsWith("fail  hub").contains("expired at");
        assertThat(isWell).isFalse();
    }

    @Test
    void saysThatAnotherHubIssuedTheIdentity() throws Exception {
        // Given
        new ScriptedHub(folder.resolve("other-ca")).issue(CLUSTER, folder.resolve("identity"));

        // When
        boolean isWell = AgentCheck.run(config(CLUSTER), InstantSource.system(), lines::add);

        // Then
        assertThat(lines).last().asString().startsWith("fail  hub").contains("TLS with hub");
        assertThat(isWell).isFalse();
    }

    private AgentConfig config(String cluster) {
        return AgentConfig.of(cluster, folder.resolve("state"), "file://" + folder.resolve("git/fleet.git"))
                .withLocalRepositoryAllowed()
                .withKubeconfig(SharedControlPlanes.get("a").controlPlane().kubeconfig(), "")
                .withHub(hub.address(), folder.resolve("identity"));
    }
}
