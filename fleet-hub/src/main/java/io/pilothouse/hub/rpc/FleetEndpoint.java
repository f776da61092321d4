package io.pilothouse.hub.rpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.command.Command;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.hub.ledger.HistoryStore;
import io.pilothouse.hub.ledger.Ledger;
import io.pilothouse.hub.ledger.SignalBook;
import io.pilothouse.proto.v1.ExplainRequest;
import io.pilothouse.proto.v1.ExplainResponse;
import io.pilothouse.proto.v1.FleetServiceGrpc;
import io.pilothouse.proto.v1.GetHubRequest;
import io.pilothouse.proto.v1.GetHubResponse;
import io.pilothouse.proto.v1.ListDriftRequest;
import io.pilothouse.proto.v1.ListDriftResponse;
import io.pilothouse.proto.v1.ListSignalsRequest;
import io.pilothouse.proto.v1.ListSignalsResponse;
import io.pilothouse.proto.v1.RecordedEvent;
import io.pilothouse.proto.v1.RunCommandRequest;
import io.pilothouse.proto.v1.RunCommandResponse;
import io.pilothouse.proto.v1.WatchApplicationRequest;
import io.pilothouse.proto.v1.WatchApplicationResponse;
import io.pilothouse.proto.v1.WatchFleetRequest;
import io.pilothouse.proto.v1.WatchFleetResponse;
import io.pilothouse.wire.codec.Commands;
import io.pilothouse.wire.codec.Events;
import io.pilothouse.wire.codec.Questions;
import io.pilothouse.wire.codec.Signals;
import io.pilothouse.wire.codec.Values;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `FleetService`: what clients ask. Each call runs on a thread of its own and may block.
final class FleetEndpoint extends FleetServiceGrpc.FleetServiceImplBase {
    private static final Logger log = LoggerFactory.getLogger(FleetEndpoint.class);
    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 1_000;
    private static final int MAX_PAGE_BYTES = 2 << 20;
    private static final int MAX_MINUTES = 10_080;

    private final Ledger ledger;
    private final HistoryStore history;
    private final SignalBook signals;
    private final Watches watches;
    private final AgentSessions agents;
    private final InstantSource clock;
    private final HubName hub;
    private final int pendingCommands;

    FleetEndpoint(
            Ledger ledger,
            HistoryStore history,
            SignalBook signals,
            Watches watches,
            AgentSessions agents,
            InstantSource clock,
            HubName hub,
            int pendingCommands) {
        this.ledger = ledger;
        this.history = history;
        this.signals = signals;
        this.watches = watches;
        this.agents = agents;
        this.clock = clock;
        this.hub = hub;
        this.pendingCommands = pendingCommands;
    }

    @Override
    public void getHub(GetHubRequest request, StreamObserver<GetHubResponse> out) {
        answer(
                out,
                () -> GetHubResponse.newBuilder()
                        .setHubId(hub.hubId())
                        .setVersion(hub.version())
                        .setLedgerId(ledger.ledgerId())
                        .setCaller(Callers.current().name())
                        .setHubTime(Values.toProto(clock.instant()))
                        .build());
    }

    @Override
    public void watchFleet(WatchFleetRequest request, StreamObserver<WatchFleetResponse> out) {
        guard(out, () -> watches.begin(new FleetWatch(ledger, clock, request, stream(out))));
    }

    @Override
    public void watchApplication(WatchApplicationRequest request, StreamObserver<WatchApplicationResponse> out) {
        guard(out, () -> {
            ApplicationKey key = Requests.known(Values.fromProto(request.getApplication()), ledger.snapshot());
            watches.begin(new ApplicationWatch(key, ledger, history, stream(out)));
        });
    }

    @Override
    public void runCommand(RunCommandRequest request, StreamObserver<RunCommandResponse> out) {
        guard(out, () -> {
            Command command = Requests.command(request, Callers.current().name(), ledger.snapshot());
            boolean isCrowded = ledger.snapshot().commands().values().stream()
                            .filter(state -> !state.phase().isFinal())
                            .count()
                    >= pendingCommands;
            if (isCrowded && ledger.snapshot().command(command.id()).isEmpty()) {
                throw Status.RESOURCE_EXHAUSTED
                        .withDescription(pendingCommands + " commands wait for agents already: let them end first")
                        .asRuntimeException();
            }
            var _ = ledger.order(command).whenComplete((taken, failure) -> {
                if (failure != null) {
                    out.onError(Refusals.of(failure).asRuntimeException());
                    return;
                }
                if (taken.sequence() > 0) {
                    log.info(
                            "command taken command={} verb={} cluster={} application={} user={}",
                            command.id(),
                            command.verb(),
                            command.cluster(),
                            command.application().map(ApplicationKey::path).orElse("-"),
                            command.issuedBy());
                }
                out.onNext(RunCommandResponse.newBuilder()
                        .setSequence(taken.sequence())
                        .setState(Commands.toProto(taken.state()))
                        .build());
                out.onCompleted();
            });
        });
    }

    @Override
    public void listDrift(ListDriftRequest request, StreamObserver<ListDriftResponse> out) {
        answer(out, () -> {
            if (request.getPageSize() < 0 || request.getPageSize() > MAX_PAGE || request.getBeforeSequence() < 0) {
                throw Refusals.invalid("page_size must be from 1 to " + MAX_PAGE + ", before_sequence not negative");
            }
            int page = request.getPageSize() == 0 ? DEFAULT_PAGE : request.getPageSize();
            Optional<String> cluster = request.getCluster().isEmpty()
                    ? Optional.empty()
                    : Optional.of(Requests.cluster(request.getCluster(), ledger.snapshot())
                            .name());
            Optional<ApplicationKey> application = request.hasApplication()
                    ? Optional.of(cluster.map(name -> Values.fromProto(request.getApplication(), name))
                            .orElseGet(() -> Values.fromProto(request.getApplication())))
                    : Optional.empty();
            long before = request.getBeforeSequence() == 0 ? Long.MAX_VALUE : request.getBeforeSequence();
            List<Recorded> found = history.drift(cluster, application, before, page + 1);
            return page(found, page);
        });
    }

    /// A page ends at its size, or earlier where its events are large.
    ///
    /// @param found one more than the page may have, if there are as many
    private static ListDriftResponse page(List<Recorded> found, int size) {
        ListDriftResponse.Builder response = ListDriftResponse.newBuilder();
        int bytes = 0;
        for (Recorded event : found.subList(0, Math.min(size, found.size()))) {
            RecordedEvent proto = Events.toProto(event);
            bytes += proto.getSerializedSize();
            if (bytes > MAX_PAGE_BYTES && response.getEventsCount() > 0) {
                break;
            }
            response.addEvents(proto);
        }
        int count = response.getEventsCount();
        return response.setNextBeforeSequence(
                        count < found.size() ? found.get(count - 1).sequence() : 0)
                .build();
    }

    @Override
    public void listSignals(ListSignalsRequest request, StreamObserver<ListSignalsResponse> out) {
        answer(out, () -> {
            String cluster =
                    Requests.cluster(request.getCluster(), ledger.snapshot()).name();
            long from = request.getFromMinute();
            long until = request.getUntilMinute();
            if (from < 0 || until < from || until - from > MAX_MINUTES) {
                throw Refusals.invalid("until_minute must be at most " + MAX_MINUTES
                        + " minutes after from_minute, and not before it");
            }
            return ListSignalsResponse.newBuilder()
                    .addAllMinutes(signals.minutes(cluster, from, until).stream()
                            .map(Signals::toProto)
                            .toList())
                    .build();
        });
    }

    @Override
    public void explain(ExplainRequest request, StreamObserver<ExplainResponse> out) {
        guard(out, () -> {
            ApplicationKey key =
                    Requests.known(Values.fromProto(request.getQuestion().getApplication()), ledger.snapshot());
            // read only to refuse here what no agent could answer
            Questions.fromProto(request.getQuestion(), key.cluster());
            agents.relay().ask(key.cluster(), agents.of(key.cluster()), request.getQuestion(), stream(out));
        });
    }

    private static <T> void answer(StreamObserver<T> out, Supplier<T> make) {
        guard(out, () -> {
            out.onNext(make.get());
            out.onCompleted();
        });
    }

    private static void guard(StreamObserver<?> out, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            out.onError(Refusals.of(e).asRuntimeException());
        }
    }

    private static <T> ServerCallStreamObserver<T> stream(StreamObserver<T> out) {
        if (out instanceof ServerCallStreamObserver<T> stream) {
            return stream;
        }
        throw Status.INTERNAL.asRuntimeException();
    }
}
