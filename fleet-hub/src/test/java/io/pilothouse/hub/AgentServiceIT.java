package io.pilothouse.hub;

import static io.pilothouse.hub.Samples.app;
import static io.pilothouse.hub.Samples.application;
import static io.pilothouse.hub.Samples.cluster;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.pilothouse.core.status.Contact;
import io.pilothouse.proto.v1.ConnectRequest;
import io.pilothouse.proto.v1.ConnectResponse;
import io.pilothouse.proto.v1.FleetServiceGrpc;
import io.pilothouse.proto.v1.GetHubRequest;
import io.pilothouse.proto.v1.Heartbeat;
import io.pilothouse.proto.v1.Hello;
import io.pilothouse.proto.v1.Report;
import io.pilothouse.proto.v1.ReportBatch;
import io.pilothouse.proto.v1.Welcome;
import io.pilothouse.wire.channel.HubAddress;
import io.pilothouse.wire.channel.HubChannel;
import io.pilothouse.wire.tls.Identity;
import java.nio.file.Path;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentServiceIT {
    private static final String EPOCH = UUID.randomUUID().toString();

    @TempDir
    private Path folder;

    private Hub hub;
    private Identity identity;

    @BeforeEach
    void start() {
        hub = Hub.start(HubConfig.at(folder.resolve("data")));
        identity = Issuing.agent(folder.resolve("data"), "prod-eu-1", folder.resolve("prod-eu-1"));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private TestAgent agent() {
        return new TestAgent(hub.address(), identity, "prod-eu-1");
    }

    @Test
    void acknowledgesReportsAndShowsThem() {
        try (TestAgent agent = agent()) {
            // Given
            Welcome welcome = agent.hello(EPOCH, 1, 2);
            // When
            long acked = agent.report(1, cluster("prod-eu-1", "v1.34.2"), application("prod-eu-1", "web"));
            // Then
            assertThat(welcome.getAckedSequence()).isZero();
            assertThat(welcome.getResync()).isFalse();
            assertThat(welcome.getHeartbeatMillis()).isEqualTo(15_000);
            assertThat(welcome.getLedgerId()).isEqualTo(hub.ledgerId());
            assertThat(acked).isEqualTo(2);
            var state = hub.snapshot().cluster("prod-eu-1").orElseThrow();
            assertThat(state.contact()).isEqualTo(Contact.CONNECTED);
            assertThat(state.applications()).containsOnlyKeys(app("prod-eu-1", "web"));
        }
        await().until(() -> hub.snapshot().cluster("prod-eu-1").orElseThrow().contact() == Contact.DISCONNECTED);
    }

    @Test
    void asksAfterAReconnectOnlyForWhatItMissed() {
        // Given
        try (TestAgent agent = agent()) {
            agent.hello(EPOCH, 1, 2);
            agent.report(1, cluster("prod-eu-1", "v1"), application("prod-eu-1", "web"));
        }
        try (TestAgent agent = agent()) {
            // When
            Welcome welcome = agent.hello(EPOCH, 1, 4);
            long before = hub.snapshot().sequence();
            long acked = agent.report(2, application("prod-eu-1", "web"), application("prod-eu-1", "api"));
            // Then
            assertThat(welcome.getAckedSequence()).isEqualTo(2);
            assertThat(welcome.getResync()).isFalse();
            assertThat(acked).isEqualTo(3);
            assertThat(hub.snapshot().sequence()).isEqualTo(before + 1);
        }
    }

    @Test
    void asksForEverythingAnewWhenTheJournalLostWhatTheHubLacks() {
        try (TestAgent agent = agent()) {
            // Given
            long first = 40;
            // When
            Welcome welcome = agent.hello(EPOCH, first, 50);
            // Then
            assertThat(welcome.getResync()).isTrue();
            assertThat(welcome.getAckedSequence()).isEqualTo(39);
            assertThat(agent.report(40, cluster("prod-eu-1", "v1"))).isEqualTo(40);
        }
    }

    @Test
    void refusesAGapAndTakesTheRestAfterAReconnect() {
        // Given
        try (TestAgent agent = agent()) {
            agent.hello(EPOCH, 1, 5);
            agent.send(3, cluster("prod-eu-1", "v1"));
            assertThat(agent.end().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(agent.end().getDescription()).contains("report 3 does not follow report 0");
        }
        try (TestAgent agent = agent()) {
            // When
            Welcome welcome = agent.hello(EPOCH, 1, 5);
            // Then
            assertThat(welcome.getAckedSequence()).isZero();
            assertThat(agent.report(1, cluster("prod-eu-1", "v1"))).isEqualTo(1);
        }
    }

    @Test
    void letsASecondStreamOfTheSameClusterTakeOver() {
        try (TestAgent first = agent();
                TestAgent second = agent()) {
            // Given
            first.hello(EPOCH, 1, 1);
            // When
            second.hello(EPOCH, 1, 1);
            // Then
            assertThat(first.end().getCode()).isEqualTo(Status.Code.ABORTED);
            assertThat(second.report(1, cluster("prod-eu-1", "v1"))).isEqualTo(1);
            assertThat(hub.snapshot().cluster("prod-eu-1").orElseThrow().contact())
                    .isEqualTo(Contact.CONNECTED);
        }
    }

    @Test
    void answersHeartbeatsAndPassesNudgesOn() {
        try (TestAgent agent = agent()) {
            // Given
            agent.hello(EPOCH, 0, 0);
            agent.send(ConnectRequest.newBuilder()
                    .setHeartbeat(Heartbeat.getDefaultInstance())
                    .build());
            agent.next(ConnectResponse.MessageCase.HEARTBEAT_REPLY);
            // When
            int told = hub.nudge("refs/heads/main", Samples.REVISION.id());
            // Then
            assertThat(told).isEqualTo(1);
            assertThat(agent.next(ConnectResponse.MessageCase.NUDGE).getNudge().getRevision())
                    .isEqualTo(Samples.REVISION.id());
        }
    }

    @Test
    void refusesAnotherClustersName() {
        try (TestAgent agent = new TestAgent(hub.address(), identity, "staging-1")) {
            // Given
            ConnectRequest hello = ConnectRequest.newBuilder()
                    .setHello(Hello.newBuilder().setCluster("staging-1").setEpoch(EPOCH))
                    .build();
            // When
            agent.send(hello);
            // Then
            assertThat(agent.end().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
            assertThat(hub.snapshot().clusters()).isEmpty();
        }
    }

    @Test
    void refusesAUserAsAnAgentAndAnAgentAsAUser() {
        // Given
        Identity user = Issuing.client(folder.resolve("data"), "ada", folder.resolve("ada"));
        var channel = HubChannel.open(new HubAddress("127.0.0.1", hub.address().getPort()), identity);
        try (TestAgent agent = new TestAgent(hub.address(), user, "prod-eu-1")) {
            // When
            var asUser = Assertions.catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> FleetServiceGrpc.newBlockingStub(channel).getHub(GetHubRequest.getDefaultInstance()));
            // Then
            assertThat(agent.end().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
            assertThat(asUser.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
            assertThat(asUser.getStatus().getDescription()).contains("cluster prod-eu-1 is not a user");
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void refusesACertificateOfAnotherHub() {
        // Given
        Identity foreign = Issuing.agent(folder.resolve("elsewhere"), "prod-eu-1", folder.resolve("foreign"));
        // When
        try (TestAgent agent = new TestAgent(hub.address(), foreign, "prod-eu-1")) {
            // Then
            assertThat(agent.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(hub.snapshot().clusters()).isEmpty();
        }
    }

    @Test
    void refusesNonsenseWithASentenceAndGoesOnForOthers() {
        Identity other = Issuing.agent(folder.resolve("data"), "prod-us-1", folder.resolve("prod-us-1"));
        try (TestAgent bad = agent();
                TestAgent good = new TestAgent(hub.address(), other, "prod-us-1")) {
            // Given
            bad.hello(EPOCH, 1, 1);
            good.hello(EPOCH, 1, 1);
            // When
            bad.send(ConnectRequest.newBuilder()
                    .setReports(ReportBatch.newBuilder()
                            .addReports(Report.newBuilder().setSequence(1)))
                    .build());
            // Then
            assertThat(bad.end().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(bad.end().getDescription()).contains("report 1");
            assertThat(good.report(1, cluster("prod-us-1", "v1"))).isEqualTo(1);
        }
    }

    @Test
    void endsStreamsAsUnavailableWhenItStops() {
        try (TestAgent agent = agent()) {
            // Given
            agent.hello(EPOCH, 0, 0);
            // When
            hub.close();
            // Then
            assertThat(agent.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(agent.end().getDescription()).contains("stopping");
        }
    }
}
