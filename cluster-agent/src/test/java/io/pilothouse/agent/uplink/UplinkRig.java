package io.pilothouse.agent.uplink;

import static io.pilothouse.agent.Reported.CLUSTER;
import static io.pilothouse.agent.Reported.drift;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.journal.Journal;
import io.pilothouse.agent.journal.JournalLimits;
import io.pilothouse.agent.port.Explainer;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.explain.Question;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.signal.RunningMinute;
import io.pilothouse.core.signal.SignalLevels;
import io.pilothouse.core.signal.SignalMinute;
import io.pilothouse.proto.v1.Command;
import io.pilothouse.proto.v1.Verb;
import io.pilothouse.wire.channel.HubAddress;
import io.pilothouse.wire.codec.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// A real uplink against a scripted hub, and what hangs on it as fakes.
final class UplinkRig implements AutoCloseable {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    final ScriptedHub hub;
    final FakeOrders orders = new FakeOrders();
    final FakeFeed feed = new FakeFeed();
    private final Path folder;
    private final List<Uplink> open = new ArrayList<>();

    UplinkRig(Path folder) throws Exception {
        this.folder = folder;
        hub = new ScriptedHub(folder.resolve("ca"));
        hub.issue(CLUSTER, identity());
        hub.start();
    }

    Path identity() {
        return folder.resolve("identity");
    }

    @Override
    public void close() {
        open.forEach(Uplink::close);
        hub.close();
        assertThat(hub.breaches()).as("what the agent did against the contract").isEmpty();
    }

    Uplink start() throws IOException {
        return start(JournalLimits.DEFAULT);
    }

    Uplink start(JournalLimits limits) throws IOException {
        return start(limits, hub.address());
    }

    Uplink start(JournalLimits limits, HubAddress address) throws IOException {
        Uplink uplink = new Uplink(
                new UplinkSettings(CLUSTER, "0.1.0", address, identity()),
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

    List<CommandPhase> outcomes(String id) {
        return hub.reports().stream()
                .map(report ->
                        report instanceof AgentReport.Event(FleetEvent.CommandAdvanced advanced) ? advanced : null)
                .filter(advanced -> advanced != null && advanced.commandId().equals(id))
                .map(FleetEvent.CommandAdvanced::phase)
                .toList();
    }

    static Command order(String id, Verb verb) {
        return Command.newBuilder()
                .setId(id)
                .setVerb(verb)
                .setTimeToLive(Values.toProto(Duration.ofSeconds(60)))
                .build();
    }

    static SignalMinute minute(int number) {
        return RunningMinute.starting(NOON.plusSeconds(60L * number), SignalLevels.NONE)
                .complete();
    }

    static List<AgentReport> drifts(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> drift("a", "" + i)).toList();
    }

    static final class FakeFeed implements SignalFeed {
        final List<SignalMinute> minutes = new CopyOnWriteArrayList<>();

        @Override
        public List<SignalMinute> minutes(Instant from, int max) {
            return minutes.stream()
                    .filter(minute -> !minute.minute().isBefore(from))
                    .limit(max)
                    .toList();
        }
    }

    static final class FakeOrders implements Orders {
        final List<String> ran = new CopyOnWriteArrayList<>();
        final List<Integer> nudges = new CopyOnWriteArrayList<>();
        final List<Integer> resyncs = new CopyOnWriteArrayList<>();
        final List<Question> questions = new CopyOnWriteArrayList<>();
        final CountDownLatch interrupted = new CountDownLatch(1);
        volatile CountDownLatch gate = new CountDownLatch(0);
        volatile Explainer.Reply reply = new Explainer.Reply.Refused(Explainer.Why.UNAVAILABLE, "not now");

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
        public Explainer.Reply explain(Question question, Duration within) throws InterruptedException {
            questions.add(question);
            try {
                gate.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return reply;
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
