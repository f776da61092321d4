package io.pilothouse.hub;

import static io.pilothouse.hub.Samples.application;
import static io.pilothouse.hub.Samples.cluster;

import io.grpc.ManagedChannel;
import io.pilothouse.proto.v1.FleetServiceGrpc;
import io.pilothouse.proto.v1.FleetServiceGrpc.FleetServiceBlockingStub;
import io.pilothouse.proto.v1.FleetServiceGrpc.FleetServiceStub;
import io.pilothouse.wire.channel.HubAddress;
import io.pilothouse.wire.channel.HubChannel;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A hub with one agent, which reported one application, and a client.
abstract class ConnectedHub {
    static final String C = "prod-eu-1";
    static final int TAIL = 100;

    @TempDir
    Path folder;

    Hub hub;
    ManagedChannel channel;
    FleetServiceBlockingStub blocking;
    FleetServiceStub streaming;
    TestAgent agent;

    @BeforeEach
    void start() {
        Path data = folder.resolve("data");
        hub = Hub.start(HubConfig.at(data).withEvents(TAIL, 1_000, 100_000));
        channel = HubChannel.open(
                new HubAddress("127.0.0.1", hub.address().getPort()),
                Issuing.client(data, "ada", folder.resolve("ada")));
        blocking = FleetServiceGrpc.newBlockingStub(channel);
        streaming = FleetServiceGrpc.newStub(channel);
        agent = new TestAgent(hub.address(), Issuing.agent(data, C, folder.resolve(C)), C);
        agent.hello(UUID.randomUUID().toString(), 1, 1);
        agent.report(1, cluster(C, "v1"), application(C, "web"));
    }

    @AfterEach
    void stop() {
        agent.close();
        channel.shutdownNow();
        hub.close();
    }
}
