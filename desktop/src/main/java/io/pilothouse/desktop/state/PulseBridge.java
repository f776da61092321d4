package io.pilothouse.desktop.state;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;

/// The one way from other threads to the thread of the screens. What arrives between two frames is merged, newest wins,
/// and handed over once before the next frame is laid out, so a fast hub costs frames nothing and a queue cannot grow.
///
/// Also the one clock of the screens: while the window can be seen, everybody is told once a second that time went by.
/// An animation would do the same at sixty times the cost.
public final class PulseBridge implements Executor, AutoCloseable {
    private final FleetModel model;
    private final InstantSource clock;
    private final Scene scene;
    private final Runnable drain = this::drain;
    private final Subscription subscription;
    private final ScheduledExecutorService seconds;
    private final List<FleetListener> listeners = new CopyOnWriteArrayList<>();

    private final Object lock = new Object();
    private final Set<String> changed = new HashSet<>();
    private final List<Runnable> tasks = new ArrayList<>();
    private boolean isReplaced;
    private boolean isNew;
    private boolean isTick;
    private boolean isRequested;
    private volatile boolean isVisible = true;

    private PulseBridge(FleetModel model, Scene scene, InstantSource clock) {
        this.model = model;
        this.scene = scene;
        this.clock = clock;
        seconds = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("seconds").factory());
        subscription = model.subscribe(this::merge);
    }

    /// Begins. Called on the thread of the screens.
    public static PulseBridge attach(FleetModel model, Scene scene, InstantSource clock) {
        PulseBridge bridge = new PulseBridge(model, scene, clock);
        scene.addPreLayoutPulseListener(bridge.drain);
        var ignored = bridge.seconds.scheduleAtFixedRate(bridge::second, 1, 1, TimeUnit.SECONDS);
        return bridge;
    }

    /// Tells the listener from now on, beginning with everything there is. Called on the thread of the screens.
    ///
    /// @return ends it
    public Subscription subscribe(FleetListener listener) {
        listeners.add(listener);
        FleetView view = model.view();
        listener.changed(
                new FleetView(view.snapshot(), view.hasFleet(), view.connection(), view.events(), Set.of(), true),
                clock.instant());
        return () -> listeners.remove(listener);
    }

    /// @param visible whether anybody can see the window; ages stand still while nobody can
    public void setVisible(boolean visible) {
        isVisible = visible;
    }

    /// Runs the task on the thread of the screens, before the next frame. From any thread.
    @Override
    public void execute(Runnable task) {
        synchronized (lock) {
            tasks.add(task);
        }
        request();
    }

    @Override
    public void close() {
        subscription.close();
        seconds.shutdownNow();
        scene.removePreLayoutPulseListener(drain);
    }

    private void merge(FleetView view) {
        synchronized (lock) {
            isNew = true;
            if (view.isReplaced()) {
                isReplaced = true;
                changed.clear();
            }
            changed.addAll(view.changed());
        }
        request();
    }

    private void second() {
        if (isVisible) {
            synchronized (lock) {
                isTick = true;
            }
            request();
        }
    }

    private void request() {
        synchronized (lock) {
            if (isRequested) {
                return;
            }
            isRequested = true;
        }
        Platform.requestNextPulse();
    }

    private void drain() {
        List<Runnable> due;
        Set<String> dirty;
        boolean wasReplaced;
        boolean wasNew;
        boolean wasTick;
        synchronized (lock) {
            if (!isRequested) {
                return;
            }
            due = List.copyOf(tasks);
            dirty = Set.copyOf(changed);
            wasReplaced = isReplaced;
            wasNew = isNew;
            wasTick = isTick;
            tasks.clear();
            changed.clear();
            isReplaced = false;
            isNew = false;
            isTick = false;
            isRequested = false;
        }
        if (wasNew) {
            FleetView newest = model.view();
            FleetView merged = new FleetView(
                    newest.snapshot(), newest.hasFleet(), newest.connection(), newest.events(), dirty, wasReplaced);
            listeners.forEach(listener -> listener.changed(merged, clock.instant()));
        }
        if (wasTick) {
            listeners.forEach(listener -> listener.tick(clock.instant()));
        }
        due.forEach(Runnable::run);
    }
}
