package io.pilothouse.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import io.pilothouse.testkit.hand.RequestCount;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InventoryWritesIT {
    private static final int APPLICATIONS = 60;

    @Test
    void writesTheInventoriesOfManyApplicationsTogether() throws Exception {
        try (Rig rig = new Rig(SharedControlPlanes.get("engine").controlPlane());
                RequestCount count = RequestCount.of(rig.plane.kubeconfig())) {
            // Given
            Map<ApplicationKey, List<Manifest>> applications = new HashMap<>();
            for (int i = 0; i < APPLICATIONS; i++) {
                applications.put(
                        rig.app("app-" + i),
                        List.of(
                                Objects.configMap(rig.namespace, "map-" + i, "a"),
                                Objects.serviceAccount(rig.namespace, "account-" + i)));
            }
            Revision first = rig.source.commit(applications);
            long before = count.answered("configmaps", "POST", "PUT");
            // When
            rig.start();
            for (ApplicationKey application : applications.keySet()) {
                rig.awaitSettled(application, first);
            }
            // Then
            long writes = count.answered("configmaps", "POST", "PUT") - before;
            assertThat(writes)
                    .as("writes for %s inventories that were handed in", rig.counting.stored.get())
                    .isLessThan(APPLICATIONS);
            assertThat(rig.counting.inventories().loadAll())
                    .hasSize(APPLICATIONS)
                    .allSatisfy(inventory -> assertThat(inventory.entries().values())
                            .hasSize(2)
                            .allMatch(entry -> !entry.uid().isEmpty()));
        }
    }
}
