package io.pilothouse.checks.acceptance;

import static io.pilothouse.checks.acceptance.TestFleet.app;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.testkit.git.Change;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AgentKilledAcceptanceTest {
    private static final int OBJECTS = 600;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static int applied(KubernetesClient kube) {
        return kube.configMaps()
                .inNamespace("shop")
                .withLabel("test.example.com/bulk", "true")
                .list()
                .getItems()
                .size();
    }

    @Test
    void anAgentKilledInTheMiddleOfApplyingCompletesAfterItsRestart() {
        // Given
        TestFleet fleet = TestFleet.settled();
        KubernetesClient kube = fleet.kube("staging-eu-1");
        ApplicationKey bulk = app("staging-eu-1", "shop", "bulk");
        StringBuilder manifests = new StringBuilder();
        for (int i = 0; i < OBJECTS; i++) {
            manifests.append("""
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: bulk-%03d
                  labels:
                    test.example.com/bulk: "true"
                data:
                  number: "%d"
                """.formatted(i, i));
        }
        String folder = "app/clusters/staging-eu-1/shop/bulk";
        // When
        Revision commit =
                fleet.commit("bulk: Add many", Change.none().put(folder + "/bulk.yaml", manifests.toString()));
        await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> applied(kube) > 0);
        fleet.killAgent("staging-eu-1");
        int atDeath = applied(kube);
        fleet.restartAgent("staging-eu-1");
        // Then
        assertThat(atDeath).isPositive().isLessThan(OBJECTS);
        fleet.await(
                "that all of the bulk is applied",
                snapshot -> snapshot.application(bulk)
                        .filter(status -> status.applied().equals(commit))
                        .filter(ApplicationStatus::isSettled)
                        .isPresent());
        assertThat(applied(kube)).isEqualTo(OBJECTS);
        // and what it had begun is still in its books: removing a few prunes exactly those
        int kept = OBJECTS - 3;
        String fewer = manifests.substring(0, manifests.indexOf("name: bulk-%03d".formatted(kept)));
        fewer = fewer.substring(0, fewer.lastIndexOf("---"));
        fleet.commit("bulk: Remove three", Change.none().put(folder + "/bulk.yaml", fewer));
        await().atMost(PATIENCE).until(() -> applied(kube), count -> count == kept);
        fleet.awaitSettled();
    }
}
