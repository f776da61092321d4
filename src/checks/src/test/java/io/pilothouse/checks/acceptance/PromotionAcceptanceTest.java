package io.pilothouse.checks.acceptance;

import static io.pilothouse.checks.acceptance.TestFleet.app;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.testkit.git.Change;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Each environment follows a branch of its own, and a merge promotes what is in it.
class PromotionAcceptanceTest {
    private static final String BASE = "app/base/checkout/service.yaml";
    private static final List<String> PROD = List.of("prod-eu-1", "prod-us-1");

    @Test
    void reachesProductionByAMergeAndNotBefore() {
        // Given
        TestFleet fleet = TestFleet.settled();
        String label = "  labels:\n    example.com/change: c" + UUID.randomUUID();
        String changed = Example.text(BASE).replaceFirst("  labels:", label);

        // When
        Revision staged = fleet.commitToStaging(
                "checkout: Label the service", Change.none().put(BASE, changed));
        FleetSnapshot inStaging =
                fleet.await("that staging has it", snapshot -> isSettledAt(snapshot, "staging-eu-1", staged));

        // Then
        assertThat(PROD).noneMatch(cluster -> isSettledAt(inStaging, cluster, staged));
        assertThat(change(fleet, "staging-eu-1")).isEqualTo(label.substring(label.lastIndexOf(' ') + 1));
        assertThat(PROD).allMatch(cluster -> change(fleet, cluster).isEmpty());

        // When
        fleet.promote();

        // Then
        fleet.await(
                "that production has it",
                snapshot -> PROD.stream().allMatch(cluster -> isSettledAt(snapshot, cluster, staged)));
        assertThat(PROD).allMatch(cluster -> change(fleet, cluster).equals(change(fleet, "staging-eu-1")));
        fleet.commit("checkout: Take the label away", Change.none().put(BASE, Example.text(BASE)));
    }

    private static boolean isSettledAt(FleetSnapshot snapshot, String cluster, Revision revision) {
        return snapshot.application(app(cluster, "shop", "checkout"))
                .filter(status -> status.applied().equals(revision))
                .filter(ApplicationStatus::isSettled)
                .isPresent();
    }

    private static String change(TestFleet fleet, String cluster) {
        return fleet.kube(cluster)
                .services()
                .inNamespace("shop")
                .withName("checkout")
                .get()
                .getMetadata()
                .getLabels()
                .getOrDefault("example.com/change", "");
    }
}
