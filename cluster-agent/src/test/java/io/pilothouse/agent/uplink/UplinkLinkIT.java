package io.pilothouse.agent.uplink;

import static io.pilothouse.agent.Reported.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pilothouse.agent.journal.JournalLimits;
import io.pilothouse.wire.channel.HubAddress;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UplinkLinkIT {
    @TempDir
    private Path folder;

    private UplinkRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new UplinkRig(folder);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void saysWhyThereIsNoHub() throws IOException {
        // Given
        rig.hub.stop();

        // When
        Uplink uplink = rig.start();

        // Then
        await().untilAsserted(() -> assertThat(uplink.status().problem()).contains("nothing answers at hub"));
    }

    @Test
    void picksUpARenewedIdentityWithoutARestart() throws IOException {
        // Given
        rig.hub.issue(CLUSTER, rig.identity(), Duration.ofSeconds(-10));
        Uplink uplink = rig.start();
        await().untilAsserted(() -> assertThat(uplink.status().problem()).contains("expired"));

        // When
        rig.hub.issue(CLUSTER, rig.identity());

        // Then
        await().until(() -> uplink.status().isConnected());
    }

    @Test
    void doesNotSpeakWithTheNameOfAnotherCluster() throws IOException {
        // Given
        rig.hub.issue("prod-us-1", rig.identity());

        // When
        Uplink uplink = rig.start();

        // Then
        await().untilAsserted(() -> assertThat(uplink.status().problem())
                .contains("is that of cluster prod-us-1, but this agent is of cluster prod-eu-1"));
        assertThat(rig.hub.hellos()).isEmpty();
    }

    @Test
    void givesUpOnAPortThatAcceptsAndNeverAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) {
            // Given
            HubAddress address = new HubAddress("127.0.0.1", silent.getLocalPort());

            // When
            Uplink uplink = rig.start(JournalLimits.DEFAULT, address);

            // Then
            await().atMost(40, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(uplink.status().problem()).isNotEmpty());
        }
    }
}
