package io.pilothouse.hub;

import static io.pilothouse.hub.Samples.app;
import static io.pilothouse.hub.Samples.application;
import static io.pilothouse.hub.Samples.drift;
import static io.pilothouse.hub.Samples.minute;
import static io.pilothouse.hub.Samples.object;
import static io.pilothouse.hub.Samples.objects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Health;
import io.pilothouse.proto.v1.GetHubRequest;
import io.pilothouse.proto.v1.ListDriftRequest;
import io.pilothouse.proto.v1.ListSignalsRequest;
import io.pilothouse.proto.v1.WatchApplicationRequest;
import io.pilothouse.proto.v1.WatchApplicationResponse;
import io.pilothouse.wire.codec.Values;
import java.time.Instant;
import java.util.Iterator;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FleetServiceIT extends ConnectedHub {
    @Test
    void saysWhoItIs() {
        // Given
        var request = GetHubRequest.getDefaultInstance();
        // When
        var response = blocking.getHub(request);
        // Then
        assertThat(response.getHubId()).isEqualTo(hub.hubId()).matches("[0-9a-f]{32}");
        assertThat(response.getLedgerId()).isEqualTo(hub.ledgerId());
        assertThat(response.getCaller()).isEqualTo("ada");
    }

    @Test
    void givesASnapshotThenEvents() {
        // Given
        FleetFollower follower = FleetFollower.follow(streaming, FleetSnapshot.EMPTY, "", false);
        await().until(() -> follower.snapshots.get() == 1);
        // When
        agent.report(3, application(C, "api"));
        // Then
        await().until(() -> follower.fleet.equals(hub.snapshot()));
        assertThat(follower.events.get()).isEqualTo(1);
        assertThat(follower.defect).isEmpty();
        await().until(() -> follower.heartbeats.get() > 0);
        follower.cancel();
    }

    @Test
    void givesAClientThatComesBackOnlyWhatItMissed() {
        // Given
        FleetSnapshot seen = hub.snapshot();
        agent.report(3, application(C, "api"), application(C, "worker"));
        // When
        FleetFollower follower = FleetFollower.follow(streaming, seen, hub.ledgerId(), false);
        // Then
        await().until(() -> follower.fleet.equals(hub.snapshot()));
        assertThat(follower.snapshots.get()).isZero();
        assertThat(follower.events.get()).isEqualTo(2);
        follower.cancel();
    }

    @Test
    void givesASnapshotToAClientOfAnotherLedger() {
        // Given
        FleetSnapshot seen = hub.snapshot();
        // When
        FleetFollower follower =
                FleetFollower.follow(streaming, seen, UUID.randomUUID().toString(), false);
        // Then
        await().until(() -> follower.snapshots.get() == 1);
        follower.cancel();
    }

    @Test
    void givesAClientThatIsTooSlowASnapshotInPlaceOfWhatItMissed() {
        // Given
        FleetFollower slow = FleetFollower.follow(streaming, FleetSnapshot.EMPTY, "", true);
        int reports = 4_000;
        for (int i = 0; i < reports; i += 100) {
            AgentReport[] batch = new AgentReport[100];
            for (int k = 0; k < batch.length; k++) {
                batch[k] = wordy("app-" + k, i + k);
            }
            agent.report(3 + i, batch);
        }
        // When
        slow.wakeUp();
        // Then
        await().until(() -> slow.fleet.equals(hub.snapshot()));
        assertThat(slow.snapshots.get()).isGreaterThanOrEqualTo(2);
        assertThat(slow.events.get()).isLessThan(reports);
        assertThat(slow.defect).isEmpty();
        slow.cancel();
    }

    @Test
    void followsAnApplicationsObjects() {
        // Given
        agent.report(
                3, objects(C, "web", true, object("web", Health.PROGRESSING), object("web-cache", Health.HEALTHY)));
        Iterator<WatchApplicationResponse> watch = blocking.watchApplication(WatchApplicationRequest.newBuilder()
                .setApplication(Values.toProto(app(C, "web")))
                .build());
        WatchApplicationResponse first = watch.next();
        // When
        agent.report(4, objects(C, "web", false, object("web", Health.HEALTHY)));
        WatchApplicationResponse second = watch.next();
        // Then
        assertThat(first.getObjectsCount()).isEqualTo(2);
        assertThat(first.hasReportedAt()).isTrue();
        assertThat(first.getObjects(0).getHealth()).isEqualTo(io.pilothouse.proto.v1.Health.HEALTH_PROGRESSING);
        assertThat(second.getObjectsCount()).isEqualTo(2);
        assertThat(second.getObjects(0).getHealth()).isEqualTo(io.pilothouse.proto.v1.Health.HEALTH_HEALTHY);
    }

    @Test
    void knowsOnlyApplicationsItHeardOf() {
        // Given
        var request = WatchApplicationRequest.newBuilder()
                .setApplication(Values.toProto(app(C, "wev")))
                .build();
        // When
        var refusal = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> blocking.watchApplication(request).next());
        // Then
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(refusal.getStatus().getDescription()).contains("did you mean app/shop/web?");
    }

    @Test
    void listsDriftNewestFirstPageByPage() {
        // Given
        agent.report(3, application(C, "api"), drift(C, "web"), drift(C, "api"), drift(C, "web"));
        // When
        var newest = blocking.listDrift(
                ListDriftRequest.newBuilder().setCluster(C).setPageSize(2).build());
        var rest = blocking.listDrift(ListDriftRequest.newBuilder()
                .setBeforeSequence(newest.getNextBeforeSequence())
                .build());
        var ofWeb = blocking.listDrift(ListDriftRequest.newBuilder()
                .setApplication(Values.toProto(app(C, "web")))
                .build());
        // Then
        assertThat(newest.getEventsList()).hasSize(2);
        assertThat(newest.getEvents(0).getSequence())
                .isGreaterThan(newest.getEvents(1).getSequence());
        assertThat(rest.getEventsList()).hasSize(1);
        assertThat(rest.getNextBeforeSequence()).isZero();
        assertThat(ofWeb.getEventsList()).hasSize(2);
        assertThat(ofWeb.getEvents(0).getDriftReported().getFields(0).getManager())
                .isEqualTo("kubectl-edit");
    }

    @Test
    void keepsSignalsByTheMinuteHoweverOftenTheyCome() {
        // Given
        long now = Instant.now().getEpochSecond() / 60;
        java.time.Duration second = java.time.Duration.ofSeconds(1);
        agent.signals("process-1", minute(now - 1, 2, second), minute(now, 1, second));
        agent.signals("process-1", minute(now, 4, second));
        agent.signals("process-2", minute(now, 3, second));
        var request = ListSignalsRequest.newBuilder()
                .setCluster(C)
                .setFromMinute(now - 10)
                .setUntilMinute(now + 1)
                .build();
        // When
        await().until(() -> {
            var minutes = blocking.listSignals(request).getMinutesList();
            return minutes.size() == 2 && minutes.get(1).getSucceeded() == 7;
        });
        // Then
        assertThat(blocking.listSignals(request).getMinutes(0).getSucceeded()).isEqualTo(2);
    }

    @Test
    void answersHealthAndReflection() throws Exception {
        // Given
        CompletableFuture<ServerReflectionResponse> reflected = new CompletableFuture<>();
        // When
        var health = HealthGrpc.newBlockingStub(channel)
                .check(HealthCheckRequest.newBuilder()
                        .setService("pilothouse.v1.FleetService")
                        .build());
        StreamObserver<ServerReflectionRequest> ask = ServerReflectionGrpc.newStub(channel)
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse response) {
                        reflected.complete(response);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        reflected.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {}
                });
        ask.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        // Then
        assertThat(health.getStatus()).isEqualTo(ServingStatus.SERVING);
        assertThat(reflected.get(20, TimeUnit.SECONDS).getListServicesResponse().getServiceList())
                .extracting(service -> service.getName())
                .contains("pilothouse.v1.AgentService", "pilothouse.v1.FleetService", "grpc.health.v1.Health");
        ask.onCompleted();
    }

    private static AgentReport wordy(String name, int number) {
        ApplicationStatus plain = Samples.status(C, name);
        return new AgentReport.Event(new FleetEvent.ApplicationReported(new ApplicationStatus(
                plain.key(),
                plain.sync(),
                plain.health(),
                plain.phase(),
                plain.desired(),
                plain.applied(),
                false,
                number,
                0,
                "PH-301",
                "x".repeat(2_000),
                plain.changedAt())));
    }
}
