package io.pilothouse.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExampleFleetTest {
    private static final Map<String, String> FILES = Map.of(
            "fleet/clusters/prod-eu-1.yaml", "cluster prod-eu-1",
            "fleet/clusters/staging-eu-1.yaml", "cluster staging-eu-1",
            "app/clusters/prod-eu-1/shop/storefront/region.yaml", "name: prod-eu-1",
            "infra/clusters/prod-eu-1/identity.yaml", "cluster: prod-eu-1",
            "app/base/storefront/service.yaml", "kind: Service");

    @Test
    void takesTheFirstOfItsClusters() {
        // When
        ExampleFleet fleet = ExampleFleet.of(FILES, 1);

        // Then
        assertThat(fleet.clusters()).containsExactly("prod-eu-1");
        assertThat(fleet.files()).isEqualTo(FILES);
    }

    @Test
    void growsByCopiesUnderTheirOwnName() {
        // When
        ExampleFleet fleet = ExampleFleet.of(FILES, 4);

        // Then
        assertThat(fleet.clusters()).containsExactly("prod-eu-1", "staging-eu-1", "prod-eu-2", "prod-eu-3");
        assertThat(fleet.files())
                .containsEntry("fleet/clusters/prod-eu-2.yaml", "cluster prod-eu-2")
                .containsEntry("app/clusters/prod-eu-3/shop/storefront/region.yaml", "name: prod-eu-3")
                .containsEntry("infra/clusters/prod-eu-2/identity.yaml", "cluster: prod-eu-2")
                .containsAllEntriesOf(FILES)
                .hasSize(FILES.size() + 2 * 3);
    }

    @Test
    void readsTheRealExample() {
        // When
        ExampleFleet fleet = ExampleFleet.read(Path.of("../../fleet-repo-example"), 5);

        // Then
        assertThat(fleet.clusters())
                .containsExactly("prod-eu-1", "prod-us-1", "staging-eu-1", "prod-eu-2", "prod-eu-3");
        assertThat(fleet.files())
                .containsKeys(
                        "app/clusters/prod-eu-3/shop/storefront/region.yaml",
                        "infra/clusters/prod-eu-2/tenancy/quotas.yaml");
    }
}
