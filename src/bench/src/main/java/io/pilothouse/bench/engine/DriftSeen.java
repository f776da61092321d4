package io.pilothouse.bench.engine;

import io.pilothouse.bench.engine.bed.Bed;
import io.pilothouse.bench.engine.bed.Slice;
import io.pilothouse.bench.engine.cluster.Edit;
import io.pilothouse.bench.engine.desk.Desk;
import io.pilothouse.bench.frame.Session;
import io.pilothouse.bench.workload.ObjectSet;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// G4, what comes after: from the moment at which a third party sees that a drift is undone to the hub's event at a
/// client, and to the frame of the desktop that knows of it. Either may come before the third party sees it.
final class DriftSeen {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double HUB = 15;
    private static final double DESKTOP = 50;
    private static final int WARM_UP = 8;

    private final Bed bed;
    private final Session session;

    DriftSeen(Bed bed, Session session) {
        this.bed = bed;
        this.session = session;
    }

    /// @param hub milliseconds from the revert to the event
    /// @param desktop milliseconds from the revert to the frame
    private record Lag(double hub, double desktop) {}

    void measure(Slice slice, String size, Plan plan) throws Exception {
        List<Lag> lags = new ArrayList<>();
        try (Desk desk = new Desk(bed.hub(), bed.folder().resolve("desktop.log"))) {
            int rounds = WARM_UP + plan.drifts(plan.usual());
            for (int round = 0; round < rounds; round++) {
                Lag lag = one(slice, desk, round);
                if (round >= WARM_UP) {
                    lags.add(lag);
                }
            }
        }
        session.state(
                "G4 hub's event after the revert, 1 of " + size,
                lags.stream().map(Lag::hub).toList(),
                "ms",
                Optional.of(HUB));
        session.state(
                "G4 desktop's frame after the revert, 1 of " + size,
                lags.stream().map(Lag::desktop).toList(),
                "ms",
                Optional.of(DESKTOP));
    }

    private Lag one(Slice slice, Desk desk, int round) throws IOException, InterruptedException {
        String namespace = slice.ours().namespace();
        String name = ObjectSet.application(round % slice.deployments());
        String before = bed.eye().specification(namespace, name);
        int changes = bed.eye().changes(namespace, name);
        desk.forget(namespace, name);
        bed.api()
                .send(Edit.ALL
                        .get(round / slice.deployments() % Edit.ALL.size())
                        .of(bed.api(), namespace, name, round));
        bed.eye().awaitChanges(namespace, name, changes + 2, PATIENCE);
        bed.eye().awaitSpecifications(namespace, Map.of(name, before), PATIENCE);
        long reverted = bed.eye().changedAt(namespace, name);
        Desk.Known known = desk.await(namespace, name);
        return new Lag((known.heard() - reverted) / 1e6, (known.drawn() - reverted) / 1e6);
    }
}
