package io.pilothouse.agent.uplink;

import static io.pilothouse.agent.Reported.CLUSTER;
import static io.pilothouse.agent.Reported.application;
import static io.pilothouse.agent.Reported.cluster;
import static io.pilothouse.agent.Reported.command;
import static io.pilothouse.agent.Reported.drift;
import static io.pilothouse.agent.Reported.object;
import static io.pilothouse.agent.Reported.objects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pilothouse.agent.journal.Journal;
import io.pilothouse.agent.journal.JournalLimits;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.signal.RunningMinute;
import io.pilothouse.core.signal.SignalLevels;
import io.pilothouse.core.signal.SignalMinute;
import io.pilothouse.core.status.ObjectStatus;
import io.pilothouse.proto.v1.Command;
import io.pilothouse.proto.v1.Verb;
import io.pilothouse.wire.channel.HubAddress;
import io.pilothouse.wire.codec.Values;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UplinkIT {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    private Path folder;

    private ScriptedHub hub;
    private final FakeOrders orders = new FakeOrders();
    private final FakeFeed feed = new FakeFeed();
    private final List<Uplink> open = new ArrayList<>();

    @BeforeEach
    void startHub() throws Exception {
        hub = new ScriptedHub(folder.resolve("ca"));
        hub.issue(CLUSTER, folder.resolve("identity"));
        hub.start();
    }

    @AfterEach
    void stopAll() {
        open.forEach(Uplink::close);
        hub.close();
        assertThat(hub.breaches()).as("what the agent did against the contract").isEmpty();
    }

    @Test
    void sendsEveryReportOnceAndInOrder() throws IOException {
        // Given
        Uplink uplink = start();
        List<AgentReport> drifts = drifts(0, 1_300);

        // When
        drifts.forEach(uplink::report);

        // Then
        await().untilAsserted(() -> assertThat(hub.reports()).isEqualTo(drifts));
        assertThat(hub.hellos()).hasSize(1);
        assertThat(hub.hellos().getFirst().getCluster()).isEqualTo(CLUSTER);
        assertThat(uplink.status().isConnected()).isTrue();
    }

    @Test
    void deliversEverythingAfterTheHubWasGoneForAWhile() throws IOException {
        // Given
        Uplink uplink = start();
        drifts(0, 10).forEach(uplink::report);
        await().untilAsserted(() -> assertThat(hub.reports()).hasSize(10));

        // When
        hub.stop();
        drifts(10, 400).forEach(uplink::report);
        await().until(() -> !uplink.status().isConnected());
        hub.start();
        drifts(400, 500).forEach(uplink::report);

        // Then
        await().untilAsserted(() -> assertThat(hub.reports()).isEqualTo(drifts(0, 500)));
    }

    @Test
    void deliversAfterARestartWhatWasReportedBeforeIt() throws IOException {
        // Given
        hub.stop();
        Uplink before = start();
        drifts(0, 50).forEach(before::report);
        before.close();

        // When
        hub.start();
        start();

        // Then
        await().untilAsserted(() -> assertThat(hub.reports()).isEqualTo(drifts(0, 50)));
    }

    @Test
    void sendsAgainWhatWasNotAcknowledgedAndNothingTwice() throws IOException {
        // Given
        hub.acknowledge(false);
        Uplink uplink = start();
        drifts(0, 20).forEach(uplink::report);
        await().untilAsserted(() -> assertThat(hub.reports()).isNotEmpty());

        // When
        hub.acknowledge(true);
        hub.dropStream();

        // Then
        await().untilAsserted(() -> assertThat(hub.reports()).isEqualTo(drifts(0, 20)));
        await().untilAsserted(() -> assertThat(uplink.journalFill()).isZero());
    }

    @Test
    void mergesStatusThatWaitsButNeverHistory() throws IOException {
        // Given
        hub.stop();
        Uplink uplink = start(JournalLimits.DEFAULT);
        List<AgentReport> history = new ArrayList<>();

        // When
        for (int i = 0; i < 5_000; i++) {
            uplink.report(application("storefront", "" + i));
            if (i % 100 == 0) {
                history.add(drift("storefront", "" + i));
                uplink.report(history.getLast());
            }
        }
        hub.start();

        // Then
        await().untilAsserted(() -> assertThat(hub.reports()).last().isEqualTo(application("storefront", "4999")));
        assertThat(hub.reports().stream().filter(history::contains)).isEqualTo(history);
    }

    @Test
    void asksForEverythingAnewWhenTheHubLacksWhatTheJournalGaveUp() throws IOException {
        // Given
        hub.stop();
        Uplink uplink = start(new JournalLimits(100, 1 << 20, 4_096));
        for (int i = 0; i < 300; i++) {
            uplink.report(drift("a", "" + i));
        }
        await().untilAsserted(() -> assertThat(uplink.dropped()).isPositive());

        // When
        hub.start();

        // Then
        await().untilAsserted(() -> assertThat(orders.resyncs).hasSize(1));
        await().untilAsserted(() -> assertThat(hub.reports()).last().isEqualTo(drift("a", "299")));
        assertThat(hub.hellos().getFirst().getFirstSequence()).isGreaterThan(1);
    }

    @Test
    void resyncsAHubThatForgotEverything() throws IOException {
        // Given
        Uplink uplink = start(new JournalLimits(1_000, 1 << 20, 512));
        drifts(0, 50).forEach(uplink::report);
        await().untilAsserted(() -> assertThat(uplink.journalFill()).isZero());
        await().untilAsserted(() -> assertThat(hub.reports()).hasSize(50));
        int before = orders.resyncs.size();

        // When
        hub.stop();
        hub.forgetEverything();
        hub.start();

        // Then
        await().untilAsserted(() -> assertThat(orders.resyncs).hasSize(before + 1));
        uplink.report(cluster("v2"));
        await().untilAsserted(() -> assertThat(hub.reports()).contains(cluster("v2")));
    }

    @Test
    void beginsANewEpochForAHubThatClaimsMoreThanWasSent() throws IOException {
        // Given
        Uplink uplink = start();
        uplink.report(drift("a", "0"));
        await().untilAsserted(() -> assertThat(hub.reports()).hasSize(1));
        String epoch = hub.hellos().getFirst().getEpoch();

        // When
        hub.stop();
        hub.claim(epoch, 1_000);
        hub.start();
        uplink.report(drift("a", "1"));

        // Then
        await().untilAsserted(() -> assertThat(hub.reports()).contains(drift("a", "1")));
        assertThat(hub.hellos().getLast().getEpoch()).isNotEqualTo(epoch);
    }

    @Test
    void splitsWhatIsTooLargeForABatch() throws IOException {
        // Given
        Uplink uplink = start();
        String text = "x".repeat(2_000);
        List<ObjectStatus> many =
                IntStream.range(0, 2_000).mapToObj(i -> object("o" + i, text)).toList();

        // When
        uplink.report(objects("a", true, many, "gone"));

        // Then
        await().untilAsserted(() -> {
            List<AgentReport.Objects> parts =
                    hub.reports().stream().map(AgentReport.Objects.class::cast).toList();
            assertThat(parts.stream().mapToInt(p -> p.upserted().size()).sum()).isEqualTo(2_000);
            assertThat(parts.getFirst().isComplete()).isTrue();
            assertThat(parts.stream().skip(1)).noneMatch(AgentReport.Objects::isComplete);
        });
    }

    @Test
    void runsACommandOnceHoweverOftenItArrives() throws IOException {
        // Given
        Uplink uplink = start();
        await().until(() -> uplink.status().isConnected());

        // When
        hub.order(order("c1", Verb.VERB_SUSPEND));
        await().untilAsserted(() -> assertThat(hub.reports()).contains(command("c1", CommandPhase.RUNNING)));
        hub.order(order("c1", Verb.VERB_SUSPEND));
        await().untilAsserted(() -> assertThat(outcomes("c1")).contains(CommandPhase.SUCCEEDED));
        hub.order(order("c1", Verb.VERB_SUSPEND));

        // Then
        await().untilAsserted(() -> assertThat(outcomes("c1"))
                .startsWith(CommandPhase.RUNNING)
                .endsWith(CommandPhase.SUCCEEDED, CommandPhase.SUCCEEDED));
        assertThat(orders.ran).containsExactly("c1");
    }

    @Test
    void remembersACommandAcrossARestart() throws IOException {
        // Given
        Uplink before = start();
        await().until(() -> before.status().isConnected());
        hub.order(order("c1", Verb.VERB_SYNC_NOW));
        await().untilAsserted(() -> assertThat(outcomes("c1")).contains(CommandPhase.SUCCEEDED));
        before.close();

        // When
        Uplink after = start();
        await().until(() -> after.status().isConnected());
        hub.order(order("c1", Verb.VERB_SYNC_NOW));

        // Then
        await().untilAsserted(
                        () -> assertThat(outcomes("c1")).endsWith(CommandPhase.SUCCEEDED, CommandPhase.SUCCEEDED));
        assertThat(orders.ran).containsExactly("c1");
    }

    @Test
    void completesACommandThatWasUnderWayWhenTheAgentEnded() throws Exception {
        // Given
        orders.gate = new CountDownLatch(1);
        Uplink before = start();
        await().until(() -> before.status().isConnected());
        hub.order(order("c1", Verb.VERB_SYNC_NOW));
        await().untilAsserted(() -> assertThat(orders.ran).containsExactly("c1"));
        before.close();

        // When
        CountDownLatch stuck = orders.gate;
        orders.gate = new CountDownLatch(0);
        start();

        // Then
        await().untilAsserted(() -> assertThat(outcomes("c1")).contains(CommandPhase.SUCCEEDED));
        assertThat(orders.ran).containsExactly("c1", "c1");
        stuck.countDown();
    }

    @Test
    void suspendsAtOnceWhileASyncIsUnderWay() throws IOException {
        // Given
        orders.gate = new CountDownLatch(1);
        Uplink uplink = start();
        await().until(() -> uplink.status().isConnected());
        hub.order(order("slow", Verb.VERB_SYNC_NOW));
        await().untilAsserted(() -> assertThat(orders.ran).containsExactly("slow"));

        // When
        hub.order(order("stop", Verb.VERB_SUSPEND));

        // Then
        await().untilAsserted(() -> assertThat(outcomes("stop")).contains(CommandPhase.SUCCEEDED));
        assertThat(outcomes("slow")).containsExactly(CommandPhase.RUNNING);
        orders.gate.countDown();
    }

    @Test
    void expiresACommandThatCouldNotBeginInTime() throws IOException {
        // Given
        orders.gate = new CountDownLatch(1);
        Uplink uplink = start();
        await().until(() -> uplink.status().isConnected());
        hub.order(order("slow", Verb.VERB_SYNC_NOW));
        await().untilAsserted(() -> assertThat(orders.ran).containsExactly("slow"));

        // When
        hub.order(order("late", Verb.VERB_SYNC_NOW).toBuilder()
                .setTimeToLive(Values.toProto(Duration.ofMillis(200)))
                .build());

        // Then
        await().untilAsserted(() -> assertThat(outcomes("late")).containsExactly(CommandPhase.EXPIRED));
        orders.gate.countDown();
        await().untilAsserted(() -> assertThat(outcomes("slow")).contains(CommandPhase.SUCCEEDED));
        assertThat(orders.ran).containsExactly("slow");
    }

    @Test
    void refusesAVerbItDoesNotKnow() throws IOException {
        // Given
        Uplink uplink = start();
        await().until(() -> uplink.status().isConnected());

        // When
        hub.order(order("new", Verb.VERB_UNSPECIFIED));

        // Then
        await().untilAsserted(() -> assertThat(outcomes("new")).containsExactly(CommandPhase.REFUSED));
        assertThat(uplink.status().isConnected()).isTrue();
    }

    @Test
    void passesNudgesOnAndMeasuresTheClocks() throws IOException {
        // Given
        Uplink uplink = start();
        await().until(() -> uplink.status().isConnected());

        // When
        hub.nudge();

        // Then
        await().untilAsserted(() -> assertThat(orders.nudges).isNotEmpty());
        await().untilAsserted(() ->
                assertThat(uplink.status().skew()).isBetween(Duration.ofSeconds(95), Duration.ofSeconds(105)));
        await().untilAsserted(() -> assertThat(hub.heartbeats()).isGreaterThan(1));
    }

    @Test
    void givesAHubThatComesBackEmptyTheMinutesOfADay() throws IOException {
        // Given
        IntStream.range(0, 200).forEach(i -> feed.minutes.add(minute(i)));
        Uplink uplink = start();
        await().untilAsserted(() -> assertThat(hub.minutes()).hasSizeGreaterThanOrEqualTo(200));
        await().untilAsserted(() -> assertThat(hub.heartbeats()).isGreaterThan(2));
        int before = hub.minutes().size();

        // When
        hub.stop();
        hub.forgetEverything();
        hub.start();
        await().until(() -> uplink.status().isConnected());

        // Then
        await().untilAsserted(() ->
                assertThat(hub.minutes().subList(before, hub.minutes().size())).containsAll(feed.minutes));
    }

    @Test
    void sendsOnlyNewMinutesToAHubThatKeptItsOwn() throws IOException {
        // Given
        IntStream.range(0, 200).forEach(i -> feed.minutes.add(minute(i)));
        Uplink uplink = start();
        await().untilAsserted(() -> assertThat(hub.minutes()).hasSizeGreaterThanOrEqualTo(200));
        await().untilAsserted(() -> assertThat(hub.heartbeats()).isGreaterThan(2));
        int before = hub.minutes().size();

        // When
        feed.minutes.add(minute(200));
        hub.dropStream();
        await().until(() -> hub.hellos().size() == 2 && uplink.status().isConnected());

        // Then
        await().untilAsserted(() -> assertThat(
                        hub.minutes().subList(before, hub.minutes().size()))
                .contains(minute(200))
                .hasSizeLessThan(5));
    }

    @Test
    void saysWhyThereIsNoHub() throws IOException {
        // Given
        hub.stop();

        // When
        Uplink uplink = start();

        // Then
        await().untilAsserted(() -> assertThat(uplink.status().problem()).contains("nothing answers at hub"));
    }

    @Test
    void picksUpARenewedIdentityWithoutARestart() throws IOException {
        // Given
        hub.issue(CLUSTER, folder.resolve("identity"), Duration.ofSeconds(-10));
        Uplink uplink = start();
        await().untilAsserted(() -> assertThat(uplink.status().problem()).contains("expired"));

        // When
        hub.issue(CLUSTER, folder.resolve("identity"));

        // Then
        await().until(() -> uplink.status().isConnected());
    }

    @Test
    void doesNotSpeakWithTheNameOfAnotherCluster() throws IOException {
        // Given
        hub.issue("prod-us-1", folder.resolve("identity"));

        // When
        Uplink uplink = start();

        // Then
        await().untilAsserted(() -> assertThat(uplink.status().problem())
                .contains("is that of cluster prod-us-1, but this agent is of cluster prod-eu-1"));
        assertThat(hub.hellos()).isEmpty();
    }

    @Test
    void givesUpOnAPortThatAcceptsAndNeverAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) {
            // Given
            HubAddress address = new HubAddress("127.0.0.1", silent.getLocalPort());

            // When
            Uplink uplink = start(JournalLimits.DEFAULT, address);

            // Then
            await().atMost(40, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(uplink.status().problem()).isNotEmpty());
        }
    }

    private Uplink start() throws IOException {
        return start(JournalLimits.DEFAULT);
    }

    private Uplink start(JournalLimits limits) throws IOException {
        return start(limits, hub.address());
    }

    private Uplink start(JournalLimits limits, HubAddress address) throws IOException {
        Uplink uplink = new Uplink(
                new UplinkSettings(CLUSTER, "0.1.0", address, folder.resolve("identity")),
                Journal.open(folder.resolve("journal"), CLUSTER, limits, UUID::randomUUID),
                CommandMemory.open(folder.resolve("commands")),
                feed,
                UUID.randomUUID().toString(),
                InstantSource.system(),
                new SplittableRandom(5));
        uplink.start(orders);
        open.add(uplink);
        return uplink;
    }

    private List<CommandPhase> outcomes(String id) {
        return hub.reports().stream()
                .map(report ->
                        report instanceof AgentReport.Event(FleetEvent.CommandAdvanced advanced) ? advanced : null)
                .filter(advanced -> advanced != null && advanced.commandId().equals(id))
                .map(FleetEvent.CommandAdvanced::phase)
                .toList();
    }

    private static Command order(String id, Verb verb) {
        return Command.newBuilder()
                .setId(id)
                .setVerb(verb)
                .setTimeToLive(Values.toProto(Duration.ofSeconds(60)))
                .build();
    }

    private static SignalMinute minute(int number) {
        return RunningMinute.starting(NOON.plusSeconds(60L * number), SignalLevels.NONE)
                .complete();
    }

    private static List<AgentReport> drifts(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> drift("a", "" + i)).toList();
    }

    private static final class FakeFeed implements SignalFeed {
        private final List<SignalMinute> minutes = new java.util.concurrent.CopyOnWriteArrayList<>();

        @Override
        public List<SignalMinute> minutes(Instant from, int max) {
            return minutes.stream()
                    .filter(minute -> !minute.minute().isBefore(from))
                    .limit(max)
                    .toList();
        }
    }

    private static final class FakeOrders implements Orders {
        private final List<String> ran = new java.util.concurrent.CopyOnWriteArrayList<>();
        private final List<Integer> nudges = new java.util.concurrent.CopyOnWriteArrayList<>();
        private final List<Integer> resyncs = new java.util.concurrent.CopyOnWriteArrayList<>();
        private volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public Outcome run(io.pilothouse.core.command.Command command) {
            ran.add(command.id());
            try {
                if (command.verb() == io.pilothouse.core.command.Command.Verb.SYNC_NOW
                        && !gate.await(30, TimeUnit.SECONDS)) {
                    return new Outcome(CommandPhase.FAILED, "the test did not open the gate");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Outcome(CommandPhase.SUCCEEDED, "");
        }

        @Override
        public void nudge() {
            nudges.add(1);
        }

        @Override
        public void resync() {
            resyncs.add(1);
        }
    }
}
