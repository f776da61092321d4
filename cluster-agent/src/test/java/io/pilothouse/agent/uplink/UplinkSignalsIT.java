package io.pilothouse.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UplinkSignalsIT {
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
    void passesNudgesOnAndMeasuresTheClocks() throws IOException {
        // Given
        Uplink uplink = rig.start();
        await().until(() -> uplink.status().isConnected());

        // When
        rig.hub.nudge();

        // Then
        await().untilAsserted(() -> assertThat(rig.orders.nudges).isNotEmpty());
        await().untilAsserted(() ->
                assertThat(uplink.status().skew()).isBetween(Duration.ofSeconds(95), Duration.ofSeconds(105)));
        await().untilAsserted(() -> assertThat(rig.hub.heartbeats()).isGreaterThan(1));
    }

    @Test
    void givesAHubThatComesBackEmptyTheMinutesOfADay() throws IOException {
        // Given
        IntStream.range(0, 200).forEach(i -> rig.feed.minutes.add(UplinkRig.minute(i)));
        Uplink uplink = rig.start();
        await().untilAsserted(() -> assertThat(rig.hub.minutes()).hasSizeGreaterThanOrEqualTo(200));
        await().untilAsserted(() -> assertThat(rig.hub.heartbeats()).isGreaterThan(2));
        int before = rig.hub.minutes().size();

        // When
        rig.hub.stop();
        rig.hub.forgetEverything();
        rig.hub.start();
        await().until(() -> uplink.status().isConnected());

        // Then
        await().untilAsserted(() -> assertThat(
                        rig.hub.minutes().subList(before, rig.hub.minutes().size()))
                .containsAll(rig.feed.minutes));
    }

    @Test
    void sendsOnlyNewMinutesToAHubThatKeptItsOwn() throws IOException {
        // Given
        IntStream.range(0, 200).forEach(i -> rig.feed.minutes.add(UplinkRig.minute(i)));
        Uplink uplink = rig.start();
        await().untilAsserted(() -> assertThat(rig.hub.minutes()).hasSizeGreaterThanOrEqualTo(200));
        await().untilAsserted(() -> assertThat(rig.hub.heartbeats()).isGreaterThan(2));
        int before = rig.hub.minutes().size();

        // When
        rig.feed.minutes.add(UplinkRig.minute(200));
        rig.hub.dropStream();
        await().until(() -> rig.hub.hellos().size() == 2 && uplink.status().isConnected());

        // Then
        await().untilAsserted(() -> assertThat(
                        rig.hub.minutes().subList(before, rig.hub.minutes().size()))
                .contains(UplinkRig.minute(200))
                .hasSizeLessThan(5));
    }
}
