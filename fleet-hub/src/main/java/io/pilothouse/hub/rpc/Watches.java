package io.pilothouse.hub.rpc;

import io.grpc.Status;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.fleet.FleetEvent.ApplicationReported;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.core.fleet.FleetEvent.SliceReported;
import io.pilothouse.hub.ledger.FleetListener;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// All clients that follow the fleet or an application. Wakes them; what they get is between them and the ledger.
public final class Watches implements FleetListener {
    private static final int MOST = 2_000;

    private final Set<FleetWatch> fleet = ConcurrentHashMap.newKeySet();
    private final Set<ApplicationWatch> applications = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosing;

    void begin(FleetWatch watch) {
        admit();
        fleet.add(watch);
        start("watch-fleet", watch, () -> fleet.remove(watch));
        if (isClosing) {
            watch.stop(stopping());
        }
    }

    void begin(ApplicationWatch watch) {
        admit();
        applications.add(watch);
        start("watch-application", watch, () -> applications.remove(watch));
        if (isClosing) {
            watch.stop(stopping());
        }
    }

    private void admit() {
        if (fleet.size() + applications.size() >= MOST) {
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription("more than " + MOST + " clients follow this hub already: close some")
                    .asRuntimeException();
        }
    }

    private static void start(String name, Watch watch, Runnable end) {
        watch.runOn(Thread.ofVirtual().name(name).unstarted(() -> {
            try {
                watch.follow();
            } finally {
                end.run();
            }
        }));
    }

    /// @return how many clients follow the fleet
    public int fleetWatchers() {
        return fleet.size();
    }

    @Override
    public void published(List<Recorded> events, Set<ApplicationKey> objects) {
        fleet.forEach(Watch::wake);
        for (ApplicationWatch watch : applications) {
            if (objects.contains(watch.application()) || concerns(events, watch.application())) {
                watch.changed();
            }
        }
    }

    private static boolean concerns(List<Recorded> events, ApplicationKey application) {
        return events.stream().anyMatch(recorded -> switch (recorded.event()) {
            case ApplicationReported e -> e.status().key().equals(application);
            case SliceReported e -> e.cluster().equals(application.cluster());
            default -> false;
        });
    }

    /// Ends all. New ones are ended at once.
    public void close() {
        isClosing = true;
        fleet.forEach(watch -> watch.stop(stopping()));
        applications.forEach(watch -> watch.stop(stopping()));
    }

    private static Status stopping() {
        return Status.UNAVAILABLE.withDescription("the hub is stopping: connect again");
    }
}
