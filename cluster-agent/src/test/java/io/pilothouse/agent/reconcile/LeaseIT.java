package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.pilothouse.agent.kube.KubeCluster;
import io.pilothouse.agent.kube.KubeSettings;
import io.pilothouse.agent.kube.KubeconfigException;
import io.pilothouse.agent.lease.LeaseKeeper;
import io.pilothouse.agent.lease.LeaseSettings;
import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.reconcile.health.HealthMeans;
import io.pilothouse.agent.reconcile.pace.Clocks;
import io.pilothouse.agent.reconcile.pace.ReconcileSettings;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two agents of one cluster at once, on a real control plane: only the holder of the lease writes.
class LeaseIT {
    private static final String MICROS = "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'";

    private Rig rig;
    private ApplicationKey app;
    private Member one;
    private Member other;

    /// An agent with a lease, on the rig's cluster and repository.
    private final class Member implements AutoCloseable {
        final RecordedReports reports = new RecordedReports();
        final CountingCluster counting;
        private final KubeCluster kube;
        private final LeaseKeeper lease;
        private final Reconciler reconciler;

        Member(String self) throws KubeconfigException {
            kube = KubeCluster.open(new KubeSettings(
                    Optional.of(rig.plane.kubeconfig()), Optional.empty(), rig.home(), 16, Duration.ofSeconds(10)));
            counting = new CountingCluster(kube);
            AtomicReference<Runnable> changed = new AtomicReference<>(() -> {});
            lease = new LeaseKeeper(
                    new LeaseSettings(self, Duration.ofSeconds(6), Duration.ofSeconds(4), Duration.ofMillis(200)),
                    kube.leases(),
                    InstantSource.system(),
                    System::nanoTime,
                    () -> changed.get().run());
            kube.fence(lease::isHeld);
            reconciler = new Reconciler(
                    new ReconcileSettings(
                            "test",
                            "0.1.0",
                            Duration.ofSeconds(1),
                            0,
                            16,
                            Clocks.of(InstantSource.system()),
                            RandomGenerator.getDefault()),
                    rig.source,
                    counting,
                    reports,
                    new CountedSignals(),
                    lease,
                    HealthMeans.LEAST);
            changed.set(reconciler::leadershipChanged);
            lease.start();
            reconciler.start();
        }

        boolean isStandingBy() {
            return reports.cluster().error().startsWith(Codes.STANDING_BY);
        }

        boolean isSettled(Revision revision) {
            return reports.isSettled(app, revision);
        }

        @Override
        public void close() {
            reconciler.close();
            lease.close();
            kube.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(SharedControlPlanes.get("engine").controlPlane());
        rig.open();
        app = rig.app("web");
        one = new Member("one");
        Rig.await().until(one.lease::isHeld);
        other = new Member("other");
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
        rig.close();
    }

    private void drift() {
        rig.edit("v1", "ConfigMap", "settings", "kubectl-edit", "{\"data\":{\"key\":\"drifted\"}}");
    }

    private String value() {
        return rig.get("v1", "ConfigMap", "settings").get("data", "key");
    }

    @Test
    void onlyTheHolderWritesAndTheOtherStandsByAndSaysSo() {
        // When
        Revision revision = rig.source.commit(app, Objects.configMap(rig.namespace, "settings", "a"));
        Rig.await().until(() -> one.isSettled(revision));
        drift();
        Rig.await().until(() -> value().equals("a"));
        // Then
        Rig.await().until(other::isStandingBy);
        assertThat(other.reports.cluster().error()).contains("Agent one holds the lease");
        assertThat(other.counting.applied).isEmpty();
        assertThat(one.isStandingBy()).isFalse();
    }

    @Test
    void takesOverWhenTheHolderEnds() {
        // Given
        Revision first = rig.source.commit(app, Objects.configMap(rig.namespace, "settings", "a"));
        Rig.await().until(() -> one.isSettled(first));
        Rig.await().until(other::isStandingBy);
        // When
        one.close();
        Revision second = rig.source.commit(app, Objects.configMap(rig.namespace, "settings", "b"));
        // Then
        Rig.await().until(() -> other.isSettled(second));
        assertThat(value()).isEqualTo("b");
    }

    @Test
    void stopsWritingWhenTheLeaseIsAnothersAndLearnsEverythingAnewWhenItIsBack() {
        // Given
        Revision first = rig.source.commit(
                app, Objects.configMap(rig.namespace, "settings", "a"), Objects.configMap(rig.namespace, "old", "a"));
        Rig.await().until(() -> one.isSettled(first));
        other.close();
        // When
        held("thief");
        Rig.await().until(one::isStandingBy);
        drift();
        rig.source.commit(app, Objects.configMap(rig.namespace, "settings", "a"));
        one.counting.applied.clear();
        long later = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        Rig.await().until(() -> {
            held("thief");
            return System.nanoTime() - later > 0;
        });
        // Then
        assertThat(value()).isEqualTo("drifted");
        assertThat(one.counting.applied).isEmpty();
        assertThat(rig.get("v1", "ConfigMap", "old")).isNotNull();
        // When
        held("");
        // Then
        Rig.await().until(() -> value().equals("a"));
        Rig.await().until(() -> rig.get("v1", "ConfigMap", "old") == null);
        assertThat(one.counting.deleted).hasSize(1);
    }

    /// Takes the lease away or gives it back, whatever version it has just now.
    private void held(String holder) {
        String renewed = ZonedDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern(MICROS));
        rig.kubectl
                .leases()
                .inNamespace(rig.home())
                .withName("pilothouse-agent")
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                    {"spec":{"holderIdentity":"%s","leaseDurationSeconds":30,"renewTime":"%s"}}
                    """.formatted(holder, renewed));
    }
}
