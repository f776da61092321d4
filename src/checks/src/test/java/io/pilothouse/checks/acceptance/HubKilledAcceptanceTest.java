package io.pilothouse.checks.acceptance;

import static io.pilothouse.checks.acceptance.TestFleet.app;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.fleet.FleetEvent.DriftReported;
import io.pilothouse.core.fleet.FleetEvent.Recorded;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.core.status.Contact;
import io.pilothouse.desktop.state.Hub.DriftQuery;
import io.pilothouse.desktop.state.LinkState;
import io.pilothouse.testkit.git.Change;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HubKilledAcceptanceTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void clustersGoOnWithoutTheHubAndNothingIsMissingAfterItsReturn() throws Exception {
        // Given
        TestFleet fleet = TestFleet.settled();
        String file = "app/clusters/prod-eu-1/shop/storefront/while-away.yaml";
        Resource<ConfigMap> config =
                fleet.kube("prod-eu-1").configMaps().inNamespace("shop").withName("while-away");
        FleetSnapshot before = fleet.desktop().snapshot();
        // When
        fleet.killHub();
        await().atMost(PATIENCE).until(() -> fleet.desktop().link() instanceof LinkState.Away);
        Revision commit = fleet.commit(
                "storefront: Change while the hub is dead", Change.none().put(file, """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata:
                      name: while-away
                    data:
                      mood: calm
                    """));
        await().atMost(PATIENCE).until(() -> config.get() != null);
        config.patch(
                new PatchContext.Builder()
                        .withPatchType(PatchType.JSON_MERGE)
                        .withFieldManager("kubectl-edit")
                        .build(),
                "{\"data\":{\"mood\":\"panic\"}}");
        await().atMost(PATIENCE).until(() -> config.get().getData().get("mood"), "calm"::equals);
        // the last thing known is still shown, as old
        assertThat(fleet.desktop().snapshot().clusters()).isEqualTo(before.clusters());
        fleet.restartHub();
        // Then
        FleetSnapshot after = fleet.await(
                "that all agents are back and the commit is known",
                snapshot -> snapshot.sequence() > before.sequence()
                        && TestFleet.CLUSTERS.stream()
                                .allMatch(cluster -> snapshot.cluster(cluster)
                                        .filter(state -> state.contact() == Contact.CONNECTED)
                                        .isPresent())
                        && snapshot.application(app("prod-eu-1", "shop", "storefront"))
                                .filter(status -> status.applied().equals(commit))
                                .filter(ApplicationStatus::isSettled)
                                .isPresent());
        assertThat(after.clusters()).containsOnlyKeys(TestFleet.CLUSTERS.toArray(new String[0]));
        before.clusters()
                .forEach((name, state) -> assertThat(
                                after.clusters().get(name).applications().keySet())
                        .isEqualTo(state.applications().keySet()));
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<Recorded> drift = fleet.link()
                    .drift(DriftQuery.of(app("prod-eu-1", "shop", "storefront")))
                    .get(10, TimeUnit.SECONDS)
                    .events();
            assertThat(drift)
                    .filteredOn(recorded -> recorded.event() instanceof DriftReported reported
                            && reported.drift().object().name().equals("while-away"))
                    .hasSize(1)
                    .allSatisfy(recorded -> assertThat(recorded.sequence()).isGreaterThan(before.sequence()));
        });
        fleet.commit("storefront: Clean up", Change.none().delete(file));
        await().atMost(PATIENCE).until(() -> config.get() == null);
        fleet.awaitSettled();
    }
}
