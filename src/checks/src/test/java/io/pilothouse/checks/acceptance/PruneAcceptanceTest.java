package io.pilothouse.checks.acceptance;

import static io.pilothouse.checks.acceptance.TestFleet.app;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.status.ApplicationStatus;
import io.pilothouse.testkit.git.Change;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PruneAcceptanceTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<String> NAMESPACES = List.of("shop", "billing", "observability");

    private static Set<String> uidsInApplicationNamespaces(KubernetesClient kube) {
        Set<String> uids = new TreeSet<>();
        for (String namespace : NAMESPACES) {
            Stream.of(
                            kube.apps()
                                    .deployments()
                                    .inNamespace(namespace)
                                    .list()
                                    .getItems(),
                            kube.apps()
                                    .statefulSets()
                                    .inNamespace(namespace)
                                    .list()
                                    .getItems(),
                            kube.apps()
                                    .daemonSets()
                                    .inNamespace(namespace)
                                    .list()
                                    .getItems(),
                            kube.services().inNamespace(namespace).list().getItems(),
                            kube.configMaps().inNamespace(namespace).list().getItems(),
                            kube.network()
                                    .networkPolicies()
                                    .inNamespace(namespace)
                                    .list()
                                    .getItems(),
                            kube.rbac()
                                    .roleBindings()
                                    .inNamespace(namespace)
                                    .list()
                                    .getItems())
                    .flatMap(List::stream)
                    .map(HasMetadata.class::cast)
                    .forEach(object -> uids.add(object.getKind() + " " + namespace + "/"
                            + object.getMetadata().getName() + " "
                            + object.getMetadata().getUid()));
        }
        return uids;
    }

    @Test
    void aRemovedManifestIsPrunedAndItsNeighboursStay() {
        // Given
        TestFleet fleet = TestFleet.settled();
        KubernetesClient kube = fleet.kube("staging-eu-1");
        ApplicationKey storefront = app("staging-eu-1", "shop", "storefront");
        String file = "app/clusters/staging-eu-1/shop/storefront/banner.yaml";
        Revision added =
                fleet.commit("storefront: Announce the sale", Change.none().put(file, """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata:
                      name: storefront-banner
                    data:
                      text: Sale
                    """));
        fleet.await("that the banner is applied", snapshot -> isAt(snapshot.application(storefront), added));
        assertThat(kube.configMaps()
                        .inNamespace("shop")
                        .withName("storefront-banner")
                        .get())
                .isNotNull();
        Set<String> before = uidsInApplicationNamespaces(kube);
        // When
        Revision removed =
                fleet.commit("storefront: The sale is over", Change.none().delete(file));
        fleet.await("that the banner is gone", snapshot -> isAt(snapshot.application(storefront), removed));
        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(kube.configMaps()
                                .inNamespace("shop")
                                .withName("storefront-banner")
                                .get())
                        .isNull());
        Set<String> expected = new TreeSet<>(before);
        expected.removeIf(object -> object.contains("/storefront-banner "));
        assertThat(uidsInApplicationNamespaces(kube)).isEqualTo(expected).hasSize(before.size() - 1);
    }

    private static boolean isAt(java.util.Optional<ApplicationStatus> status, Revision revision) {
        return status.filter(s -> s.applied().equals(revision))
                .filter(ApplicationStatus::isSettled)
                .isPresent();
    }

    @Test
    void anEmptiedRepositoryDeletesNothing() {
        // Given
        TestFleet fleet = TestFleet.settled();
        List<Set<String>> before = TestFleet.CLUSTERS.stream()
                .map(cluster -> uidsInApplicationNamespaces(fleet.kube(cluster)))
                .toList();
        assertThat(before).allSatisfy(objects -> assertThat(objects).hasSizeGreaterThan(20));
        // When
        Revision emptied = fleet.commit(
                "Remove everything", Change.none().onEmptyTree().put("README.md", "nothing is here any more\n"));
        fleet.await(
                "that every agent says why it does not follow",
                snapshot -> TestFleet.CLUSTERS.stream()
                        .allMatch(cluster -> snapshot.cluster(cluster)
                                .filter(state -> !state.status().error().isEmpty()
                                        || !state.status().source().error().isEmpty())
                                .isPresent()));
        // Then
        List<Set<String>> after = TestFleet.CLUSTERS.stream()
                .map(cluster -> uidsInApplicationNamespaces(fleet.kube(cluster)))
                .toList();
        assertThat(after).isEqualTo(before);
        // and drift is still corrected from the last good commit
        var services = fleet.kube("prod-eu-1").services().inNamespace("shop").withName("checkout");
        String uid = services.get().getMetadata().getUid();
        services.delete();
        await().atMost(PATIENCE)
                .until(
                        services::get,
                        found -> found != null && !found.getMetadata().getUid().equals(uid));
        // and bringing the files back heals without touching what runs
        Revision back = fleet.commit("Bring everything back", Change.folder(Example.folder()));
        assertThat(back).isNotEqualTo(emptied);
        fleet.await(
                "that every agent follows again",
                snapshot -> TestFleet.CLUSTERS.stream()
                        .allMatch(cluster -> snapshot.cluster(cluster)
                                .filter(state -> state.status().error().isEmpty()
                                        && state.status().source().error().isEmpty()
                                        && state.status().source().revision().equals(back))
                                .isPresent()));
        fleet.awaitSettled();
    }
}
