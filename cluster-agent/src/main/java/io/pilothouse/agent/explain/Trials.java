package io.pilothouse.agent.explain;

import io.pilothouse.agent.port.Cluster;
import io.pilothouse.agent.port.Concessions;
import io.pilothouse.agent.port.Tenant;
import io.pilothouse.core.annotation.ApplyMode;
import io.pilothouse.core.explain.Trial;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.Plan;
import io.pilothouse.core.plan.Step;
import io.pilothouse.core.policy.SyncOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/// Tries out what a plan would write, a few objects at once, as many as there is time for. The reconciler comes first:
/// all plans together use a few lanes. Hooks are not tried: a run makes them anew whatever there is.
final class Trials {
    /// More objects of one plan are not tried.
    static final int MOST = 500;

    private static final int LANES = 4;
    private static final Duration RESERVE = Duration.ofMillis(500);

    private final Cluster cluster;
    private final Semaphore lanes = new Semaphore(2 * LANES, true);

    Trials(Cluster cluster) {
        this.cluster = cluster;
    }

    /// @return true if the step is one that can be tried
    static boolean isTriable(Step step) {
        return switch (step) {
            case Step.Create _, Step.Update _ -> true;
            case Step.Unchanged _, Step.Hook _ -> false;
        };
    }

    /// How a run would go about it.
    ///
    /// @param tenant the account that the objects would be changed as
    /// @param concessions what is left to others
    record Manner(Tenant tenant, SyncOptions options, Concessions concessions) {
        private ApplyMode modeOf(Desired wanted) {
            ApplyMode wish = wanted.wishes().apply();
            return options.isForcing() && wish == ApplyMode.APPLY ? ApplyMode.FORCE : wish;
        }
    }

    /// @return what came of those that were tried in time
    Map<ResourceKey, Trial> of(Plan plan, Manner manner, Deadline deadline) throws InterruptedException {
        Queue<Desired> due = new ConcurrentLinkedQueue<>(plan.steps()
                .filter(Trials::isTriable)
                .map(Step::desired)
                .limit(MOST)
                .toList());
        Map<ResourceKey, Trial> tried = new ConcurrentHashMap<>();
        List<Thread> threads = new ArrayList<>();
        for (int lane = 0; lane < Math.min(LANES, due.size()); lane++) {
            threads.add(Thread.ofVirtual().name("try-out").start(() -> work(due, tried, manner, deadline)));
        }
        try {
            for (Thread thread : threads) {
                thread.join(deadline.left(RESERVE));
            }
        } finally {
            due.clear();
            threads.forEach(Thread::interrupt);
        }
        return Map.copyOf(tried);
    }

    private void work(Queue<Desired> due, Map<ResourceKey, Trial> tried, Manner manner, Deadline deadline) {
        for (Desired wanted = due.poll(); wanted != null; wanted = due.poll()) {
            if (deadline.left(RESERVE).isZero()) {
                return;
            }
            try {
                lanes.acquire();
            } catch (InterruptedException e) {
                return; // too late
            }
            try {
                Trial trial = of(wanted, manner);
                if (!Thread.currentThread().isInterrupted()) {
                    tried.put(wanted.key(), trial);
                }
            } finally {
                lanes.release();
            }
        }
    }

    /// Without its namespace the API server refuses everything, for one reason or another.
    private boolean isNamespaceToCome(Manifest manifest, SyncOptions options) {
        String namespace = manifest.key().namespace();
        return options.isCreatingNamespace()
                && !namespace.isEmpty()
                && cluster.look(new ResourceKey("", "Namespace", "", namespace), "v1") instanceof Cluster.Look.Missing;
    }

    /// Looks at an object, and asks what would come of it.
    Trial of(Desired wanted, Manner manner) {
        Cluster.Look look = cluster.look(wanted.key(), wanted.apiVersion());
        Optional<Json.Obj> before =
                look instanceof Cluster.Look.Found found ? Optional.of(found.live()) : Optional.empty();
        if (before.isEmpty() && isNamespaceToCome(wanted.manifest(), manner.options())) {
            return new Trial.Untried("it cannot be tried out before its namespace is there, which the run makes first");
        }
        Manifest sent =
                before.map(live -> manner.concessions().sent(wanted, live)).orElse(wanted.manifest());
        return switch (manner.tenant().dryRun(sent, manner.modeOf(wanted))) {
            case io.pilothouse.agent.port.Trial.Would would -> new Trial.Taken(before, would.after());
            case io.pilothouse.agent.port.Trial.WouldRecreate recreate -> new Trial.Recreated(recreate.message());
            case io.pilothouse.agent.port.Trial.Untried untried -> new Trial.Untried(untried.message());
            case io.pilothouse.agent.port.Trial.Refused refused ->
                new Trial.Refused(refused.failure().code(), refused.failure().message());
        };
    }
}
