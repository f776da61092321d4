package io.pilothouse.agent.explain;

import io.pilothouse.agent.port.Inspector;
import io.pilothouse.core.explain.Trial;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.plan.Desired;
import io.pilothouse.core.plan.Plan;
import io.pilothouse.core.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/// Tries out what a plan would write, a few objects at once, as many as there is time for. The reconciler comes first:
/// all plans together use a few lanes.
final class Trials {
    /// More objects of one plan are not tried.
    static final int MOST = 500;

    private static final int LANES = 4;
    private static final Duration RESERVE = Duration.ofMillis(500);

    private final Inspector inspector;
    private final Semaphore lanes = new Semaphore(2 * LANES, true);

    Trials(Inspector inspector) {
        this.inspector = inspector;
    }

    /// @return what came of those that were tried in time
    Map<ResourceKey, Trial> of(Plan plan, Deadline deadline) throws InterruptedException {
        Queue<Desired> due = new ConcurrentLinkedQueue<>(
                plan.steps().filter(Step::isWrite).map(Step::desired).limit(MOST).toList());
        Map<ResourceKey, Trial> tried = new ConcurrentHashMap<>();
        List<Thread> threads = new ArrayList<>();
        for (int lane = 0; lane < Math.min(LANES, due.size()); lane++) {
            threads.add(Thread.ofVirtual().name("try-out").start(() -> work(due, tried, deadline)));
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

    private void work(Queue<Desired> due, Map<ResourceKey, Trial> tried, Deadline deadline) {
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
                Trial trial = inspector.tryOut(wanted.manifest());
                if (!Thread.currentThread().isInterrupted()) {
                    tried.put(wanted.key(), trial);
                }
            } finally {
                lanes.release();
            }
        }
    }
}
