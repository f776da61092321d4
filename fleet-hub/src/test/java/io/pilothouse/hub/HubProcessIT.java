package io.pilothouse.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.AgentReport.Sequenced;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Contact;
import io.pilothouse.proto.v1.FleetServiceGrpc;
import io.pilothouse.wire.channel.HubAddress;
import io.pilothouse.wire.channel.HubChannel;
import io.pilothouse.wire.tls.Identity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubProcessIT {
    private static final int AGENTS = 6;
    private static final int APPLICATIONS = 20;
    private static final int BATCH = 10;

    @TempDir
    private Path folder;

    @Test
    void losesNothingAcknowledgedWhenItIsKilledUnderLoad() throws Exception {
        // Given
        Path data = folder.resolve("data");
        Map<String, Identity> identities = new HashMap<>();
        Map<String, AtomicLong> acked = new HashMap<>();
        for (int i = 0; i < AGENTS; i++) {
            identities.put("c" + i, Issuing.agent(data, "c" + i, folder.resolve("c" + i)));
            acked.put("c" + i, new AtomicLong());
        }
        Identity user = Issuing.client(data, "ada", folder.resolve("ada"));
        for (int round = 1; round <= 3; round++) {
            try (HubProcess hub = HubProcess.serve(folder, data)) {
                InetSocketAddress address = hub.awaitReady();
                assertNothingIsMissing(address, user, acked);
                // When
                List<Thread> agents = new ArrayList<>();
                identities.forEach((cluster, identity) -> agents.add(Thread.ofVirtual()
                        .start(() -> reportUntilTheHubDies(address, identity, cluster, acked.get(cluster)))));
                long enough = round * 3_000L;
                await().atMost(java.time.Duration.ofMinutes(1)).until(() -> total(acked) >= enough);
                hub.kill();
                for (Thread agent : agents) {
                    agent.join();
                }
            }
        }
        // Then
        try (HubProcess hub = HubProcess.serve(folder, data)) {
            InetSocketAddress address = hub.awaitReady();
            assertNothingIsMissing(address, user, acked);
            for (Map.Entry<String, Identity> entry : identities.entrySet()) {
                try (TestAgent agent = new TestAgent(address, entry.getValue(), entry.getKey())) {
                    long has = acked.get(entry.getKey()).get();
                    var welcome = agent.hello("journal", 1, has + BATCH);
                    // At most the batch whose acknowledgement the kill cut off.
                    assertThat(welcome.getAckedSequence()).isBetween(has, has + BATCH);
                    assertThat(welcome.getResync()).isFalse();
                }
            }
        }
    }

    private static long total(Map<String, AtomicLong> acked) {
        return acked.values().stream().mapToLong(AtomicLong::get).sum();
    }

    private static void reportUntilTheHubDies(
            InetSocketAddress hub, Identity identity, String cluster, AtomicLong acked) {
        try (TestAgent agent = new TestAgent(hub, identity, cluster)) {
            long after = agent.hello("journal", 1, acked.get() + BATCH).getAckedSequence();
            while (true) {
                List<Sequenced> batch = new ArrayList<>();
                for (long sequence = after + 1; sequence <= after + BATCH; sequence++) {
                    batch.add(new Sequenced(sequence, report(cluster, sequence)));
                }
                agent.send(batch);
                after = agent.awaitAck();
                acked.set(after);
            }
        } catch (AssertionError e) {
            // The stream ended with the hub: what was acknowledged until here is what counts.
        }
    }

    /// Report n says n of application n mod 20, so the state tells which reports it is made of.
    private static AgentReport report(String cluster, long sequence) {
        ApplicationStatus plain = Samples.status(cluster, "app-" + sequence % APPLICATIONS);
        return new AgentReport.Event(new FleetEvent.ApplicationReported(new ApplicationStatus(
                plain.key(),
                plain.sync(),
                plain.health(),
                plain.phase(),
                plain.desired(),
                plain.applied(),
                false,
                (int) sequence,
                0,
                "",
                "",
                plain.changedAt())));
    }

    private static void assertNothingIsMissing(InetSocketAddress hub, Identity user, Map<String, AtomicLong> acked) {
        ManagedChannel channel = HubChannel.open(new HubAddress("127.0.0.1", hub.getPort()), user);
        try {
            FleetFollower follower =
                    FleetFollower.follow(FleetServiceGrpc.newStub(channel), FleetSnapshot.EMPTY, "", false);
            await().until(() -> follower.snapshots.get() > 0);
            FleetSnapshot fleet = follower.fleet;
            acked.forEach((cluster, newest) -> {
                if (newest.get() > 0) {
                    var state = fleet.cluster(cluster).orElseThrow();
                    assertThat(state.contact()).isEqualTo(Contact.DISCONNECTED);
                    for (int i = 0; i < APPLICATIONS; i++) {
                        long expected = newest.get() - Math.floorMod(newest.get() - i, APPLICATIONS);
                        assertThat((long) state.applications()
                                        .get(Samples.app(cluster, "app-" + i))
                                        .objects())
                                .as("%s app-%d", cluster, i)
                                .isIn(expected, expected + APPLICATIONS);
                    }
                }
            });
            follower.cancel();
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void stopsInOrderWhenItIsToldTo() throws IOException {
        // Given
        Path data = folder.resolve("data");
        try (HubProcess hub = HubProcess.serve(folder, data)) {
            InetSocketAddress address = hub.awaitReady();
            Identity identity = Issuing.agent(data, "c", folder.resolve("c"));
            try (TestAgent agent = new TestAgent(address, identity, "c")) {
                agent.hello("journal", 1, 1);
                agent.report(1, Samples.cluster("c", "v1"));
                // When
                hub.terminate();
                // Then
                assertThat(agent.end().getDescription()).contains("stopping");
            }
            assertThat(hub.exitCode()).isZero();
            assertThat(hub.errors()).doesNotContain("Exception").doesNotContain("WARN");
        }
    }

    @Test
    void refusesASecondHubOnTheSameFolder() throws IOException {
        // Given
        Path data = folder.resolve("data");
        try (HubProcess first = HubProcess.serve(folder, data)) {
            first.awaitReady();
            // When
            HubProcess second = HubProcess.serve(folder, data);
            // Then
            assertOneSentence(second, 1, "another hub is running on the data folder");
        }
    }

    @Test
    void saysWhichAddressIsInUse() throws IOException {
        // Given
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            // When
            HubProcess grpc = HubProcess.run(
                    folder,
                    "serve",
                    "--data",
                    folder.resolve("a").toString(),
                    "--listen",
                    address,
                    "--http",
                    "127.0.0.1:0");
            HubProcess http = HubProcess.run(
                    folder,
                    "serve",
                    "--data",
                    folder.resolve("b").toString(),
                    "--listen",
                    "127.0.0.1:0",
                    "--http",
                    address);
            // Then
            assertOneSentence(grpc, 1, "cannot listen on " + address + ": another program does", "--listen");
            assertOneSentence(http, 1, "cannot listen on " + address + ": another program does", "--http");
        }
    }

    @Test
    void saysThatTheFolderCannotBeWritten() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        // When
        HubProcess hub = HubProcess.serve(folder, file.resolve("data"));
        // Then
        assertOneSentence(hub, 1, "the data folder " + file.resolve("data"), "cannot be written", "--data");
    }

    @Test
    void saysWhichSettingIsMisspelt() throws IOException {
        // Given
        Path config = Files.writeString(folder.resolve("hub.yaml"), "data: x\nlissten: 127.0.0.1:0\n");
        // When
        HubProcess hub = HubProcess.run(folder, "serve", "--config", config.toString());
        // Then
        assertOneSentence(hub, 2, "hub.yaml:2", "lissten", "listen");
    }

    @Test
    void refusesADatabaseThatIsNotTheOneItHad() throws IOException {
        // Given
        Path data = folder.resolve("data");
        Hub.start(HubConfig.at(data)).close();
        Files.delete(data.resolve("ledger.mv.db"));
        // When
        HubProcess hub = HubProcess.serve(folder, data);
        // Then
        assertOneSentence(hub, 1, "ledger.mv.db is missing");
    }

    @Test
    void refusesAnAuthorityThatExpired() throws IOException {
        // Given
        Path data = folder.resolve("data");
        Hub.start(HubConfig.at(data), () -> Instant.parse("2010-01-01T00:00:00Z"))
                .close();
        // When
        HubProcess hub = HubProcess.serve(folder, data);
        // Then
        assertOneSentence(hub, 1, "authority", "expired at 20", "issue new identities");
    }

    @Test
    void refusesANameThatNoCertificateMayHave() throws IOException {
        // Given
        Path data = folder.resolve("data");
        // When
        HubProcess hub = HubProcess.run(
                folder,
                "issue-agent",
                "--data",
                data.toString(),
                "--cluster",
                "../etc",
                "--out",
                folder.resolve("out").toString());
        // Then
        assertOneSentence(hub, 1, "\"../etc\" is not a name");
    }

    private static void assertOneSentence(HubProcess hub, int code, String... parts) {
        try (hub) {
            assertThat(hub.exitCode()).isEqualTo(code);
            String said = hub.errors()
                    .lines()
                    .filter(line -> !line.contains(" INFO "))
                    .reduce("", (a, b) -> a.isEmpty() ? b : a + "\n" + b);
            assertThat(said).startsWith("pilothouse hub: ").doesNotContain("\n").contains(parts);
        }
    }
}
