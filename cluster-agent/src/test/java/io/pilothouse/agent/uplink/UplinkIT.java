package io.pilothouse.agent.uplink;

import static io.pilothouse.agent.Reported.CLUSTER;
import static io.pilothouse.agent.Reported.application;
import static io.pilothouse.agent.Reported.cluster;
import static io.pilothouse.agent.Reported.drift;
import static io.pilothouse.agent.Reported.object;
import static io.pilothouse.agent.Reported.objects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pilothouse.agent.journal.JournalLimits;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.status.ObjectStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UplinkIT {
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
    void sendsEveryReportOnceAndInOrder() throws IOException {
        // Given
        Uplink uplink = rig.start();
        List<AgentReport> drifts = UplinkRig.drifts(0, 1_300);

        // When
        drifts.forEach(uplink::report);

        // Then
        await().untilAsserted(() -> assertThat(rig.hub.reports()).isEqualTo(drifts));
        assertThat(rig.hub.hellos()).hasSize(1);
        assertThat(rig.hub.hellos().getFirst().getCluster()).isEqualTo(CLUSTER);
        assertThat(uplink.status().isConnected()).isTrue();
    }

    @Test
    void deliversEverythingAfterTheHubWasGoneForAWhile() throws IOException {
        // Given
        Uplink uplink = rig.start();
        UplinkRig.drifts(0, 10).forEach(uplink::report);
        await().untilAsserted(() -> assertThat(rig.hub.reports()).hasSize(10));

        // When
        rig.hub.stop();
        UplinkRig.drifts(10, 400).forEach(uplink::report);
        await().until(() -> !uplink.status().isConnected());
        rig.hub.start();
        UplinkRig.drifts(400, 500).forEach(uplink::report);

        // Then
        await().untilAsserted(() -> assertThat(rig.hub.reports()).isEqualTo(UplinkRig.drifts(0, 500)));
    }

    @Test
    void deliversAfterARestartWhatWasReportedBeforeIt() throws IOException {
        // Given
        rig.hub.stop();
        Uplink before = rig.start();
        UplinkRig.drifts(0, 50).forEach(before::report);
        before.close();

        // When
        rig.hub.start();
        rig.start();

        // Then
        await().untilAsserted(() -> assertThat(rig.hub.reports()).isEqualTo(UplinkRig.drifts(0, 50)));
    }

    @Test
    void sendsAgainWhatWasNotAcknowledgedAndNothingTwice() throws IOException {
        // Given
        rig.hub.acknowledge(false);
        Uplink uplink = rig.start();
        UplinkRig.drifts(0, 20).forEach(uplink::report);
        await().untilAsserted(() -> assertThat(rig.hub.reports()).isNotEmpty());

        // When
        rig.hub.acknowledge(true);
        rig.hub.dropStream();

        // Then
        await().untilAsserted(() -> assertThat(rig.hub.reports()).isEqualTo(UplinkRig.drifts(0, 20)));
        await().untilAsserted(() -> assertThat(uplink.journalFill()).isZero());
    }

    @Test
    void mergesStatusThatWaitsButNeverHistory() throws IOException {
        // Given
        rig.hub.stop();
        Uplink uplink = rig.start(JournalLimits.DEFAULT);
        List<AgentReport> history = new ArrayList<>();

        // When
        for (int i = 0; i < 5_000; i++) {
            uplink.report(application("storefront", "" + i));
            if (i % 100 == 0) {
                history.add(drift("storefront", "" + i));
                uplink.report(history.getLast());
            }
        }
        rig.hub.start();

        // Then
        await().untilAsserted(() -> assertThat(rig.hub.reports()).last().isEqualTo(application("storefront", "4999")));
        assertThat(rig.hub.reports().stream().filter(history::contains)).isEqualTo(history);
    }

    @Test
    void asksForEverythingAnewWhenTheHubLacksWhatTheJournalGaveUp() throws IOException {
        // Given
        rig.hub.stop();
        Uplink uplink = rig.start(new JournalLimits(100, 1 << 20, 4_096));
        for (int i = 0; i < 300; i++) {
            uplink.report(drift("a", "" + i));
        }
        await().untilAsserted(() -> assertThat(uplink.dropped()).isPositive());

        // When
        rig.hub.start();

        // Then
        await().untilAsserted(() -> assertThat(rig.orders.resyncs).hasSize(1));
        await().untilAsserted(() -> assertThat(rig.hub.reports()).last().isEqualTo(drift("a", "299")));
        assertThat(rig.hub.hellos().getFirst().getFirstSequence()).isGreaterThan(1);
    }

    @Test
    void resyncsAHubThatForgotEverything() throws IOException {
        // Given
        Uplink uplink = rig.start(new JournalLimits(1_000, 1 << 20, 512));
        UplinkRig.drifts(0, 50).forEach(uplink::report);
        await().untilAsserted(() -> assertThat(uplink.journalFill()).isZero());
        await().untilAsserted(() -> assertThat(rig.hub.reports()).hasSize(50));
        int before = rig.orders.resyncs.size();

        // When
        rig.hub.stop();
        rig.hub.forgetEverything();
        rig.hub.start();

        // Then
        await().untilAsserted(() -> assertThat(rig.orders.resyncs).hasSize(before + 1));
        uplink.report(cluster("v2"));
        await().untilAsserted(() -> assertThat(rig.hub.reports()).contains(cluster("v2")));
    }

    @Test
    void beginsANewEpochForAHubThatClaimsMoreThanWasSent() throws IOException {
        // Given
        Uplink uplink = rig.start();
        uplink.report(drift("a", "0"));
        await().untilAsserted(() -> assertThat(rig.hub.reports()).hasSize(1));
        String epoch = rig.hub.hellos().getFirst().getEpoch();

        // When
        rig.hub.stop();
        rig.hub.claim(epoch, 1_000);
        rig.hub.start();
        uplink.report(drift("a", "1"));

        // Then
        await().untilAsserted(() -> assertThat(rig.hub.reports()).contains(drift("a", "1")));
        assertThat(rig.hub.hellos().getLast().getEpoch()).isNotEqualTo(epoch);
    }

    @Test
    void splitsWhatIsTooLargeForABatch() throws IOException {
        // Given
        Uplink uplink = rig.start();
        String text = "x".repeat(2_000);
        List<ObjectStatus> many =
                IntStream.range(0, 2_000).mapToObj(i -> object("o" + i, text)).toList();

        // When
        uplink.report(objects("a", true, many, "gone"));

        // Then
        await().untilAsserted(() -> {
            List<AgentReport.Objects> parts = rig.hub.reports().stream()
                    .map(AgentReport.Objects.class::cast)
                    .toList();
            assertThat(parts.stream().mapToInt(p -> p.upserted().size()).sum()).isEqualTo(2_000);
            assertThat(parts.getFirst().isComplete()).isTrue();
            assertThat(parts.stream().skip(1)).noneMatch(AgentReport.Objects::isComplete);
        });
    }
}
