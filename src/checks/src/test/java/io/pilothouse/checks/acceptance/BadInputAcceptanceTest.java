package io.pilothouse.checks.acceptance;

import static io.pilothouse.checks.acceptance.TestFleet.app;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.agent.AgentMain;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.RunPhase;
import io.pilothouse.core.status.SyncStatus;
import io.pilothouse.desktop.Launcher;
import io.pilothouse.hub.HubMain;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import io.pilothouse.testkit.git.Change;
import io.pilothouse.wire.tls.CertificateAuthority;
import io.pilothouse.wire.tls.PeerName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a tired person types, and what the world does: one sentence each, an exit code that is not 0, nothing lost.
class BadInputAcceptanceTest {
    @TempDir
    Path folder;

    private String refused(Class<?> main, String... arguments) {
        Program program = Program.start("refused", folder, main, List.of(arguments));
        int code = program.awaitEnd();
        String output = program.output();
        assertThat(code).as(output).isNotZero();
        assertThat(output)
                .doesNotContain("\tat ")
                .doesNotContain("Exception")
                .doesNotContain("java.")
                .doesNotContain("s3cret");
        return output;
    }

    private String config(String text) throws IOException {
        return Files.writeString(folder.resolve("settings.yaml"), text).toString();
    }

    private String agentConfig(String cluster, String repository, String more) throws IOException {
        return config("""
            cluster: %s
            state: %s
            repository:
              url: %s
            %s
            kubernetes:
              kubeconfig: %s
            status:
              listen: 127.0.0.1:0
            """.formatted(
                        cluster,
                        folder.resolve("state"),
                        repository,
                        more,
                        SharedControlPlanes.get("prod-eu-1").controlPlane().kubeconfig()));
    }

    @Test
    void aMisspeltKeyIsNamedWithItsLineAndTheKeyThatWasMeant() throws Exception {
        assertThat(refused(AgentMain.class, "run", "--config", config("cluster: a\nstate: s\nrepostory:\n  url: x\n")))
                .contains("settings.yaml:4")
                .contains("repostory")
                .contains("repository");
        assertThat(refused(HubMain.class, "serve", "--config", config("data: d\nlissten: 127.0.0.1:0\n")))
                .contains("settings.yaml:2")
                .contains("lissten")
                .contains("listen");
    }

    @Test
    void anUnreachableGitServerIsNamed() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertThat(refused(
                        AgentMain.class,
                        "check",
                        "--config",
                        agentConfig("prod-eu-1", "https://127.0.0.1:" + closed + "/fleet.git", "  allowLocal: true")))
                .contains("127.0.0.1:" + closed)
                .contains("PH-131");
    }

    @Test
    void brokenYamlIsNamedWithFileAndLineAndStopsOnlyItsApplication() {
        // Given
        TestFleet fleet = TestFleet.settled();
        String broken = "app/clusters/prod-us-1/shop/storefront/broken.yaml";
        // When
        fleet.commit(
                "storefront: Make a mistake",
                Change.none().put(broken, "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  name: y\n"));
        FleetSnapshot seen = fleet.await(
                "that the mistake is shown",
                snapshot -> snapshot.application(app("prod-us-1", "shop", "storefront"))
                        .filter(status -> status.message().contains(broken + ":5"))
                        .isPresent());
        // Then
        ApplicationStatus storefront =
                seen.application(app("prod-us-1", "shop", "storefront")).orElseThrow();
        assertThat(storefront.sync()).isNotEqualTo(SyncStatus.SYNCED);
        assertThat(storefront.phase()).isEqualTo(RunPhase.FAILED);
        assertThat(storefront.reason()).startsWith("PH-");
        assertThat(seen.application(app("prod-us-1", "shop", "checkout"))
                        .orElseThrow()
                        .sync())
                .isEqualTo(SyncStatus.SYNCED);
        assertThat(fleet.kube("prod-us-1")
                        .apps()
                        .deployments()
                        .inNamespace("shop")
                        .withName("storefront")
                        .get())
                .isNotNull();
        fleet.commit("storefront: Mend it", Change.none().delete(broken));
        fleet.awaitSettled();
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            String data = folder.resolve("data").toString();
            assertThat(refused(HubMain.class, "serve", "--data", data, "--listen", address, "--http", "127.0.0.1:0"))
                    .contains("cannot listen on " + address + ": another program does");
            assertThat(refused(HubMain.class, "serve", "--data", data, "--listen", "127.0.0.1:0", "--http", address))
                    .contains("cannot listen on " + address + ": another program does");
        }
    }

    @Test
    void aSecondHubOnTheSameFolderIsRefusedAndTheFirstGoesOn() {
        // Given
        TestFleet fleet = TestFleet.settled();
        // Then
        assertThat(refused(
                        HubMain.class,
                        "serve",
                        "--data",
                        fleet.folder().resolve("hub").toString(),
                        "--listen",
                        "127.0.0.1:0",
                        "--http",
                        "127.0.0.1:0"))
                .contains(fleet.folder().resolve("hub").toString());
        fleet.awaitSettled();
    }

    @Test
    void anUnknownClusterIsNamed() throws Exception {
        // Given
        TestFleet fleet = TestFleet.settled();
        Command command = new Command(
                UUID.randomUUID().toString(),
                "prod-eu-9",
                Optional.empty(),
                Command.Verb.SYNC_NOW,
                "",
                "",
                Duration.ofSeconds(30));
        // Then
        assertThatThrownBy(() -> fleet.link().run(command).get(30, TimeUnit.SECONDS))
                .hasMessageContaining("prod-eu-9")
                .hasMessageContaining("prod-eu-1");
        assertThat(refused(
                        AgentMain.class,
                        "check",
                        "--config",
                        agentConfig(
                                "prod-eu-9",
                                fleet.folder().resolve("fleet.git").toUri().toString(),
                                "  allowLocal: true")))
                .contains("prod-eu-9")
                .contains("prod-eu-1");
    }

    @Test
    void anExpiredCertificateIsNamedByAgentAndDesktop() throws Exception {
        // Given
        InstantSource longAgo = InstantSource.fixed(Instant.now().minus(Duration.ofDays(400)));
        CertificateAuthority authority = CertificateAuthority.openOrCreate(folder.resolve("ca"), longAgo);
        Path agent = folder.resolve("agent");
        Path user = folder.resolve("user");
        authority
                .issue(PeerName.cluster(authority.trustDomain(), "prod-eu-1"), Duration.ofDays(1), List.of())
                .save(agent);
        authority
                .issue(PeerName.user(authority.trustDomain(), "ada"), Duration.ofDays(1), List.of())
                .save(user);
        // Then
        assertThat(refused(
                        AgentMain.class,
                        "check",
                        "--config",
                        agentConfig(
                                "prod-eu-1",
                                "https://127.0.0.1:1/fleet.git",
                                "  allowLocal: true\nhub:\n  address: 127.0.0.1:7443\n  identity: " + agent)))
                .contains("expired at");
        assertThat(refused(
                        Launcher.class,
                        "--hub",
                        "127.0.0.1:7443",
                        "--identity",
                        user.toString(),
                        "--screenshot",
                        folder.resolve("x.png").toString(),
                        "--timeout",
                        "5"))
                .contains("expired at");
    }
}
