package io.pilothouse.checks.acceptance;

import static io.pilothouse.checks.acceptance.TestFleet.app;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.testkit.git.Change;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommitReachesDesktopAcceptanceTest {
    private static final String FILE = "app/overlays/prod/checkout/kustomization.yaml";
    private static final String IMAGE = "newTag: 6.7.1";

    private static Deployment checkout(TestFleet fleet, String cluster) {
        return fleet.kube(cluster)
                .apps()
                .deployments()
                .inNamespace("shop")
                .withName("checkout")
                .get();
    }

    private static String image(Deployment deployment) {
        return deployment
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    @Test
    void changesTheTwoClustersThatItConcernsAndNoOther() {
        // Given
        TestFleet fleet = TestFleet.settled();
        String tag = "6.7.1-" + UUID.randomUUID().toString().substring(0, 8);
        String before = Example.text(FILE);
        assertThat(before).contains(IMAGE);
        Deployment untouched = checkout(fleet, "staging-eu-1");
        // When
        Revision commit =
                fleet.commit("checkout: Ship " + tag, Change.none().put(FILE, before.replace(IMAGE, "newTag: " + tag)));
        FleetSnapshot seen = fleet.await(
                "that checkout runs the new commit in both prod clusters",
                snapshot -> List.of("prod-eu-1", "prod-us-1").stream()
                        .allMatch(cluster -> snapshot.application(app(cluster, "shop", "checkout"))
                                .filter(status -> status.applied().equals(commit))
                                .filter(ApplicationStatus::isSettled)
                                .isPresent()));
        // Then
        for (String cluster : List.of("prod-eu-1", "prod-us-1")) {
            Deployment live = checkout(fleet, cluster);
            assertThat(image(live)).endsWith(":" + tag);
            assertThat(live.getStatus().getUpdatedReplicas())
                    .isEqualTo(live.getSpec().getReplicas());
        }
        Deployment after = checkout(fleet, "staging-eu-1");
        assertThat(after.getMetadata().getGeneration())
                .isEqualTo(untouched.getMetadata().getGeneration());
        assertThat(image(after)).isEqualTo(image(untouched));
        assertThat(seen.application(app("staging-eu-1", "shop", "checkout")))
                .hasValueSatisfying(status -> assertThat(status.applied()).isNotEqualTo(commit));
    }
}
