package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Measures the engine and prints figures; asserts only that the work is done, because a busy machine is slow.
class EngineSpeedIT {
    private static final int APPLICATIONS = 75;
    private static final int ROUNDS = 30;

    @Test
    void syncsThreeHundredObjectsThenOneChangeAndOneDrift() throws Exception {
        try (Rig rig = new Rig(SharedControlPlanes.get("engine").controlPlane()).start()) {
            // Given
            Map<ApplicationKey, List<Manifest>> applications = new HashMap<>();
            for (int i = 0; i < APPLICATIONS; i++) {
                applications.put(rig.app("app-" + i), List.of(objects(rig, i, "a")));
            }
            Revision first = rig.source.commit(applications);
            long from = System.nanoTime();
            rig.nudge();
            Rig.await().until(() -> rig.counting.applied.size() >= APPLICATIONS * 4);
            System.out.printf("last of %d objects sent after %d ms%n", APPLICATIONS * 4, millis(from));
            for (int i = 0; i < APPLICATIONS; i++) {
                rig.awaitSettled(rig.app("app-" + i), first);
            }
            System.out.printf(
                    "first sync of %d objects in %d applications: %d ms, %d requests to apply, %d to store%n",
                    APPLICATIONS * 4,
                    APPLICATIONS,
                    millis(from),
                    rig.counting.applied.size(),
                    rig.counting.stored.get());
            int writes = rig.counting.applied.size();
            // When
            Map<String, CountDownLatch> seen = new ConcurrentHashMap<>();
            try (var _ = rig.kubectl.configMaps().inNamespace(rig.namespace).watch(new Eye(seen))) {
                System.out.println("one change, nudge to live: " + percentiles(changes(rig, seen)));
                System.out.println("drift, foreign write to reverted: " + percentiles(drifts(rig, seen)));
            }
            // Then
            assertThat(rig.counting.applied.size() - writes).isEqualTo(2 * ROUNDS);
        }
    }

    private static List<Long> changes(Rig rig, Map<String, CountDownLatch> seen) throws InterruptedException {
        List<Long> times = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            String value = "change-" + round;
            seen.put(value, new CountDownLatch(1));
            ApplicationKey app = rig.app("app-7");
            Revision revision = rig.source.commit(app, objects(rig, 7, value));
            long from = System.nanoTime();
            rig.nudge();
            assertThat(seen.get(value).await(20, TimeUnit.SECONDS)).isTrue();
            times.add(System.nanoTime() - from);
            rig.awaitSettled(app, revision);
        }
        return times;
    }

    private static List<Long> drifts(Rig rig, Map<String, CountDownLatch> seen) throws InterruptedException {
        List<Long> times = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            // another object each time, so that the fight breaker has nothing to break
            String name = "config-" + (20 + round);
            String back = name + "-a";
            seen.put(back, new CountDownLatch(1));
            seen.put(name + "-x", new CountDownLatch(1));
            long from = System.nanoTime();
            rig.edit("v1", "ConfigMap", name, "kubectl-edit", "{\"data\":{\"key\":\"" + name + "-x\"}}");
            assertThat(seen.get(back).await(20, TimeUnit.SECONDS)).isTrue();
            times.add(System.nanoTime() - from);
        }
        return times;
    }

    private static Manifest[] objects(Rig rig, int i, String value) {
        return new Manifest[] {
            Objects.serviceAccount(rig.namespace, "app-" + i),
            Objects.service(rig.namespace, "app-" + i),
            Objects.configMap(
                    rig.namespace, "config-" + i, value.startsWith("change") ? value : "config-" + i + "-" + value),
            Objects.deployment(rig.namespace, "app-" + i, 0, "nginx:1.27")
        };
    }

    private static long millis(long from) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
    }

    private static String percentiles(List<Long> times) {
        Collections.sort(times);
        return "p50 %.1f ms, p90 %.1f ms, max %.1f ms"
                .formatted(
                        times.get(times.size() / 2) / 1e6,
                        times.get(times.size() * 9 / 10) / 1e6,
                        times.get(times.size() - 1) / 1e6);
    }

    /// A third party that sees what is live.
    private record Eye(Map<String, CountDownLatch> seen) implements Watcher<ConfigMap> {
        @Override
        public void eventReceived(Action action, ConfigMap map) {
            CountDownLatch latch = map.getData() == null || !map.getData().containsKey("key")
                    ? null
                    : seen.get(map.getData().get("key"));
            // an event of before the change that is waited for carries the value as well
            if (latch != null && action == Action.MODIFIED) {
                latch.countDown();
            }
        }

        @Override
        public void onClose(WatcherException cause) {}
    }
}
