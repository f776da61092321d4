package io.pilothouse.agent.uplink;

import static io.pilothouse.agent.Reported.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.proto.v1.Verb;
import io.pilothouse.wire.codec.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UplinkCommandsIT {
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
    void runsACommandOnceHoweverOftenItArrives() throws IOException {
        // Given
        Uplink uplink = rig.start();
        await().until(() -> uplink.status().isConnected());

        // When
        rig.hub.order(UplinkRig.order("c1", Verb.VERB_SUSPEND));
        await().untilAsserted(() -> assertThat(rig.hub.reports()).contains(command("c1", CommandPhase.RUNNING)));
        rig.hub.order(UplinkRig.order("c1", Verb.VERB_SUSPEND));
        await().untilAsserted(() -> assertThat(rig.outcomes("c1")).contains(CommandPhase.SUCCEEDED));
        rig.hub.order(UplinkRig.order("c1", Verb.VERB_SUSPEND));

        // Then
        await().untilAsserted(() -> assertThat(rig.outcomes("c1"))
                .startsWith(CommandPhase.RUNNING)
                .endsWith(CommandPhase.SUCCEEDED, CommandPhase.SUCCEEDED));
        assertThat(rig.orders.ran).containsExactly("c1");
    }

    @Test
    void remembersACommandAcrossARestart() throws IOException {
        // Given
        Uplink before = rig.start();
        await().until(() -> before.status().isConnected());
        rig.hub.order(UplinkRig.order("c1", Verb.VERB_SYNC_NOW));
        await().untilAsserted(() -> assertThat(rig.outcomes("c1")).contains(CommandPhase.SUCCEEDED));
        before.close();

        // When
        Uplink after = rig.start();
        await().until(() -> after.status().isConnected());
        rig.hub.order(UplinkRig.order("c1", Verb.VERB_SYNC_NOW));

        // Then
        await().untilAsserted(
                        () -> assertThat(rig.outcomes("c1")).endsWith(CommandPhase.SUCCEEDED, CommandPhase.SUCCEEDED));
        assertThat(rig.orders.ran).containsExactly("c1");
    }

    @Test
    void completesACommandThatWasUnderWayWhenTheAgentEnded() throws Exception {
        // Given
        rig.orders.gate = new CountDownLatch(1);
        Uplink before = rig.start();
        await().until(() -> before.status().isConnected());
        rig.hub.order(UplinkRig.order("c1", Verb.VERB_SYNC_NOW));
        await().untilAsserted(() -> assertThat(rig.orders.ran).containsExactly("c1"));
        before.close();

        // When
        CountDownLatch stuck = rig.orders.gate;
        rig.orders.gate = new CountDownLatch(0);
        rig.start();

        // Then
        await().untilAsserted(() -> assertThat(rig.outcomes("c1")).contains(CommandPhase.SUCCEEDED));
        assertThat(rig.orders.ran).containsExactly("c1", "c1");
        stuck.countDown();
    }

    @Test
    void suspendsAtOnceWhileASyncIsUnderWay() throws IOException {
        // Given
        rig.orders.gate = new CountDownLatch(1);
        Uplink uplink = rig.start();
        await().until(() -> uplink.status().isConnected());
        rig.hub.order(UplinkRig.order("slow", Verb.VERB_SYNC_NOW));
        await().untilAsserted(() -> assertThat(rig.orders.ran).containsExactly("slow"));

        // When
        rig.hub.order(UplinkRig.order("stop", Verb.VERB_SUSPEND));

        // Then
        await().untilAsserted(() -> assertThat(rig.outcomes("stop")).contains(CommandPhase.SUCCEEDED));
        assertThat(rig.outcomes("slow")).containsExactly(CommandPhase.RUNNING);
        rig.orders.gate.countDown();
    }

    @Test
    void expiresACommandThatCouldNotBeginInTime() throws IOException {
        // Given
        rig.orders.gate = new CountDownLatch(1);
        Uplink uplink = rig.start();
        await().until(() -> uplink.status().isConnected());
        rig.hub.order(UplinkRig.order("slow", Verb.VERB_SYNC_NOW));
        await().untilAsserted(() -> assertThat(rig.orders.ran).containsExactly("slow"));

        // When
        rig.hub.order(UplinkRig.order("late", Verb.VERB_SYNC_NOW).toBuilder()
                .setTimeToLive(Values.toProto(Duration.ofMillis(200)))
                .build());

        // Then
        await().untilAsserted(() -> assertThat(rig.outcomes("late")).containsExactly(CommandPhase.EXPIRED));
        rig.orders.gate.countDown();
        await().untilAsserted(() -> assertThat(rig.outcomes("slow")).contains(CommandPhase.SUCCEEDED));
        assertThat(rig.orders.ran).containsExactly("slow");
    }

    @Test
    void refusesAVerbItDoesNotKnow() throws IOException {
        // Given
        Uplink uplink = rig.start();
        await().until(() -> uplink.status().isConnected());

        // When
        rig.hub.order(UplinkRig.order("new", Verb.VERB_UNSPECIFIED));

        // Then
        await().untilAsserted(() -> assertThat(rig.outcomes("new")).containsExactly(CommandPhase.REFUSED));
        assertThat(uplink.status().isConnected()).isTrue();
    }
}
