package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import org.junit.jupiter.api.Test;

/// The API server goes away and comes back. On a control plane of its own, because nobody else could go on meanwhile.
class ApiServerOutageIT {
    @Test
    void goesOnWhereItWasWhenTheApiServerIsBack() throws Exception {
        try (Rig rig = new Rig(SharedControlPlanes.get("outage").controlPlane()).start()) {
            // Given
            ApplicationKey app = rig.app("web");
            Revision first = rig.source.commit(app, Objects.configMap(rig.namespace, "settings", "a"));
            rig.nudge();
            rig.awaitSettled(app, first);
            // When
            rig.plane.stopApiServer();
            Revision second = rig.source.commit(app, Objects.configMap(rig.namespace, "settings", "b"));
            rig.nudge();
            Rig.await().until(() -> rig.reports.cluster().error().contains("does not answer"));
            Rig.await()
                    .until(() -> rig.reports
                            .application(app)
                            .filter(status -> status.reason().equals(Codes.UNREACHABLE))
                            .isPresent());
            rig.plane.startApiServer();
            // Then
            rig.awaitSettled(app, second);
            Rig.await().until(() -> rig.reports.cluster().error().isEmpty());
            assertThat(rig.reports.drift(app)).isEmpty();
            // and it sees what happens from then on
            rig.edit("v1", "ConfigMap", "settings", "kubectl-edit", "{\"data\":{\"key\":\"c\"}}");
            Rig.await().until(() -> !rig.reports.drift(app).isEmpty());
            rig.awaitSettled(app, second);
        }
    }

    @Test
    void startsWithoutAnApiServerAndSaysSo() throws Exception {
        // Given
        try (Rig rig = new Rig(SharedControlPlanes.get("outage").controlPlane())) {
            ApplicationKey app = rig.app("web");
            Revision revision = rig.source.commit(app, Objects.configMap(rig.namespace, "settings", "a"));
            rig.plane.stopApiServer();
            // When
            rig.start();
            Rig.await().until(() -> rig.reports.cluster().error().contains("does not answer"));
            rig.plane.startApiServer();
            // Then
            rig.awaitSettled(app, revision);
        }
    }
}
