package io.pilothouse.desktop.state;

import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetReducer;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.desktop.state.FleetMessage.Answered;
import io.pilothouse.desktop.state.FleetMessage.Beat;
import io.pilothouse.desktop.state.FleetMessage.Calling;
import io.pilothouse.desktop.state.FleetMessage.Happened;
import io.pilothouse.desktop.state.FleetMessage.Lost;
import io.pilothouse.desktop.state.FleetMessage.Replaced;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The fleet as this program knows it. One thread owns it: messages go in by [#accept], and each batch of them comes
/// out
/// as one [FleetView]. Needs no toolkit, so a test or a program without a window can follow a fleet too.
public final class FleetModel implements FleetFeed, AutoCloseable {
    /// So many messages wait at most; then the link waits.
    static final int MAX_WAITING = 64;

    private final InstantSource clock;
    private final BlockingQueue<FleetMessage> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final List<Consumer<FleetView>> listeners = new CopyOnWriteArrayList<>();
    private final Thread owner;
    private volatile FleetView view;

    private FleetModel(InstantSource clock) {
        this.clock = clock;
        view = new FleetView(FleetSnapshot.EMPTY, false, Connection.none(clock.instant()), 0, Set.of(), false);
        owner = Thread.ofVirtual().name("fleet-state").unstarted(this::own);
    }

    /// @param clock this machine's clock
    public static FleetModel start(InstantSource clock) {
        FleetModel model = new FleetModel(clock);
        model.owner.start();
        return model;
    }

    @Override
    public void accept(FleetMessage message) throws InterruptedException {
        waiting.put(message);
    }

    /// @return the newest; from any thread
    public FleetView view() {
        return view;
    }

    /// @return the newest snapshot; from any thread
    public FleetSnapshot snapshot() {
        return view.snapshot();
    }

    /// @return the link's state now; from any thread
    public LinkState link() {
        return LinkState.of(view.connection(), clock.instant());
    }

    /// Tells the listener of every view from now on, on the state's own thread. It must not block.
    ///
    /// @return ends it
    public Subscription subscribe(Consumer<FleetView> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Waits until the fleet is as expected.
    ///
    /// @return the first snapshot that is
    /// @throws TimeoutException if it was not in time; the message says how far the link was
    public FleetSnapshot await(Predicate<FleetSnapshot> expected, Duration timeout)
            throws InterruptedException, TimeoutException {
        CompletableFuture<FleetSnapshot> found = new CompletableFuture<>();
        Subscription subscription = subscribe(newest -> {
            if (newest.hasFleet() && expected.test(newest.snapshot())) {
                found.complete(newest.snapshot());
            }
        });
        try {
            FleetView before = view;
            if (before.hasFleet() && expected.test(before.snapshot())) {
                return before.snapshot();
            }
            return found.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
            TimeoutException late = new TimeoutException("the fleet was not as expected within " + timeout.toSeconds()
                    + " s: link " + link() + ", sequence " + snapshot().sequence() + ", clusters "
                    + snapshot().clusters().keySet());
            late.initCause(e);
            throw late;
        } finally {
            subscription.close();
        }
    }

    @Override
    public void close() {
        owner.interrupt();
    }

    private void own() {
        List<FleetMessage> batch = new ArrayList<>();
        try {
            while (true) {
                batch.add(waiting.take());
                waiting.drainTo(batch);
                take(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(List<FleetMessage> batch) {
        Fold fold = new Fold(view, clock.instant());
        batch.forEach(fold::take);
        view = fold.finish();
        listeners.forEach(listener -> listener.accept(view));
    }

    /// A batch while it is taken in. Events that follow one another are folded together, so a burst copies the map
    /// of clusters once.
    private static final class Fold {
        private final Instant now;
        private final List<FleetEvent.Recorded> pending = new ArrayList<>();
        private final Set<String> changed = new HashSet<>();
        private FleetSnapshot snapshot;
        private Connection connection;
        private boolean hasFleet;
        private boolean isReplaced;
        private long events;

        Fold(FleetView before, Instant now) {
            this.now = now;
            snapshot = before.snapshot();
            connection = before.connection();
            hasFleet = before.hasFleet();
            events = before.events();
        }

        void take(FleetMessage message) {
            switch (message) {
                case Happened happened -> {
                    pending.addAll(happened.events());
                    events += happened.events().size();
                    connection = connection.heard(now);
                }
                case Replaced replaced -> {
                    pending.clear();
                    changed.clear();
                    snapshot = replaced.snapshot();
                    hasFleet = true;
                    isReplaced = true;
                    connection = connection.heard(now);
                }
                case Beat beat -> {
                    fold();
                    connection = connection.beat(beat.hubTime(), beat.headSequence() > snapshot.sequence(), now);
                    hasFleet = hasFleet || beat.headSequence() == 0;
                }
                case Calling ignored -> {}
                case Answered answered -> connection = connection.answered(answered.hub(), now);
                case Lost lost -> connection = connection.lost(lost.sentence(), lost.attempt(), lost.nextTry());
            }
        }

        FleetView finish() {
            fold();
            return new FleetView(snapshot, hasFleet, connection, events, changed, isReplaced);
        }

        private void fold() {
            if (!pending.isEmpty()) {
                FleetReducer.Folded folded = FleetReducer.fold(snapshot, pending);
                snapshot = folded.snapshot();
                changed.addAll(folded.clusters());
                pending.clear();
            }
        }
    }
}
