package io.pilothouse.desktop.link;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ManagedChannel;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.command.CommandState;
import io.pilothouse.core.explain.PlanReport;
import io.pilothouse.core.signal.SignalMinute;
import io.pilothouse.desktop.state.FleetFeed;
import io.pilothouse.desktop.state.Hub;
import io.pilothouse.desktop.state.HubDescription;
import io.pilothouse.desktop.state.Subscription;
import io.pilothouse.proto.v1.FleetServiceGrpc;
import io.pilothouse.proto.v1.GetHubRequest;
import io.pilothouse.proto.v1.GetHubResponse;
import io.pilothouse.proto.v1.ListDriftRequest;
import io.pilothouse.proto.v1.ListSignalsRequest;
import io.pilothouse.proto.v1.RunCommandRequest;
import io.pilothouse.wire.channel.Backoff;
import io.pilothouse.wire.channel.HubAddress;
import io.pilothouse.wire.channel.HubChannel;
import io.pilothouse.wire.channel.Refusal;
import io.pilothouse.wire.codec.Commands;
import io.pilothouse.wire.codec.Events;
import io.pilothouse.wire.codec.Signals;
import io.pilothouse.wire.codec.Values;
import io.pilothouse.wire.tls.Identity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// A line to one hub, with one identity. Connects when it is first used, and again whenever the line is lost.
public final class HubLink implements Hub, AutoCloseable {
    /// A question that is not answered by then is given up.
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final HubAddress address;
    private final ManagedChannel channel;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Set<Subscription> open = ConcurrentHashMap.newKeySet();

    private HubLink(HubAddress address, ManagedChannel channel, InstantSource clock, RandomGenerator random) {
        this.address = address;
        this.channel = channel;
        this.clock = clock;
        this.random = random;
    }

    /// @param identity of a user; see [Identity#load]
    /// @param clock this machine's clock
    /// @param random spreads the calls of many desktops after a restart of their hub
    public static HubLink open(HubAddress address, Identity identity, InstantSource clock, RandomGenerator random) {
        return new HubLink(address, HubChannel.open(address, identity), clock, random);
    }

    /// Follows the fleet from now on: the feed is told of everything, over interruptions, until this link or what
    /// is returned is closed.
    public Follower follow(FleetFeed feed) {
        Follower follower = new Follower(this, feed, clock);
        open.add(follower);
        follower.start();
        return follower;
    }

    @Override
    public Subscription watchApplication(ApplicationKey key, ApplicationWatcher watcher) {
        ApplicationCall call = new ApplicationCall(this, key, watcher);
        open.add(call);
        call.start();
        return call;
    }

    @Override
    public CompletableFuture<CommandState> run(Command command) {
        RunCommandRequest.Builder request = RunCommandRequest.newBuilder()
                .setCommandId(command.id())
                .setCluster(command.cluster())
                .setVerb(Commands.toProto(command.verb()))
                .setArgument(command.argument())
                .setReason(command.reason())
                .setTimeToLive(Values.toProto(command.timeToLive()));
        command.application().ifPresent(key -> request.setApplication(Values.toProto(key)));
        return answer(futures().runCommand(request.build()), response -> Commands.fromProto(response.getState()));
    }

    @Override
    public CompletableFuture<PlanReport> plan(ApplicationKey application) {
        // the hub gives up before, and says why
        long patience = PATIENCE.plusSeconds(2).toMillis();
        return PlanCall.ask(
                this,
                FleetServiceGrpc.newStub(channel).withDeadlineAfter(patience, TimeUnit.MILLISECONDS),
                application);
    }

    @Override
    public CompletableFuture<DriftPage> drift(DriftQuery query) {
        ListDriftRequest.Builder request = ListDriftRequest.newBuilder()
                .setCluster(query.cluster())
                .setPageSize(query.pageSize())
                .setBeforeSequence(query.beforeSequence());
        query.application().ifPresent(key -> request.setApplication(Values.toProto(key)));
        return answer(
                futures().listDrift(request.build()),
                response -> new DriftPage(
                        response.getEventsList().stream().map(Events::fromProto).toList(),
                        response.getNextBeforeSequence()));
    }

    @Override
    public CompletableFuture<List<SignalMinute>> signals(String cluster, long fromMinute, long untilMinute) {
        ListSignalsRequest request = ListSignalsRequest.newBuilder()
                .setCluster(cluster)
                .setFromMinute(fromMinute)
                .setUntilMinute(untilMinute)
                .build();
        return answer(
                futures().listSignals(request),
                response -> response.getMinutesList().stream()
                        .map(Signals::fromProto)
                        .toList());
    }

    @Override
    public void close() {
        open.forEach(Subscription::close);
        channel.shutdownNow();
    }

    HubDescription describe() {
        GetHubResponse hub = FleetServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .getHub(GetHubRequest.getDefaultInstance());
        Instant time = hub.hasHubTime() ? Values.fromProto(hub.getHubTime(), "hub_time") : clock.instant();
        return new HubDescription(address.toString(), hub.getHubId(), hub.getVersion(), hub.getCaller(), time);
    }

    FleetServiceGrpc.FleetServiceBlockingV2Stub calls() {
        return FleetServiceGrpc.newBlockingV2Stub(channel);
    }

    /// Makes the channel call at its next use: its own, longer waits would be added to ours otherwise.
    void callAgain() {
        channel.resetConnectBackoff();
    }

    Backoff backoff() {
        return new Backoff(FIRST_WAIT, LONGEST_WAIT, random);
    }

    /// @return the reason of a failure as a sentence for people
    String sentence(Throwable failure) {
        return Refusal.sentence(failure, address);
    }

    void forget(Subscription closed) {
        open.remove(closed);
    }

    private FleetServiceGrpc.FleetServiceFutureStub futures() {
        return FleetServiceGrpc.newFutureStub(channel).withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private <P, T> CompletableFuture<T> answer(ListenableFuture<P> call, Function<P, T> translate) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        call.addListener(
                () -> {
                    try {
                        answer.complete(translate.apply(call.get()));
                    } catch (java.util.concurrent.ExecutionException e) {
                        answer.completeExceptionally(
                                new RefusedException(sentence(e.getCause() == null ? e : e.getCause())));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        answer.completeExceptionally(new RefusedException("the desktop is closing"));
                    } catch (RuntimeException e) {
                        answer.completeExceptionally(new RefusedException(Unreadable.sentence(e, address)));
                    }
                },
                Runnable::run);
        return answer;
    }

    HubAddress address() {
        return address;
    }
}
