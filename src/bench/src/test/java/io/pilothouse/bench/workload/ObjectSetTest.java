package io.pilothouse.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.bench.workload.ObjectSet.Item;
import io.pilothouse.bench.workload.ObjectSet.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObjectSetTest {

    @ParameterizedTest
    @EnumSource(Shape.class)
    void hasExactlyAsManyObjectsAsAskedForAndNoTwoOfOneName(Shape shape) {
        for (int size : new int[] {1, 10, 100, 1_001}) {
            ObjectSet set = ObjectSet.of(shape, size, 1);
            assertThat(set.items()).hasSize(size);
            assertThat(set.items().stream().map(item -> item.path("team")).distinct())
                    .hasSize(size);
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void isTheSameForTheSameSeed(Shape shape) {
        assertThat(ObjectSet.of(shape, 50, 7)).isEqualTo(ObjectSet.of(shape, 50, 7));
    }

    @Test
    void hasApplicationsOfFour() {
        ObjectSet set = ObjectSet.of(Shape.PODINFO, 1_000, 1);
        assertThat(set.applications()).isEqualTo(250);
        assertThat(set.kinds()).containsExactly("Deployment", "Ingress", "Service", "ServiceAccount");
    }

    @Test
    void mixesInSecretsAndOneLargeObject() {
        ObjectSet set = ObjectSet.of(Shape.MIXED, 100, 1);
        assertThat(set.kinds()).contains("Secret", "ConfigMap", "Deployment", "Gauge");
        assertThat(set.items().stream().filter(item -> item.kind().equals("Gauge")))
                .allSatisfy(item ->
                        assertThat(item.yaml()).contains("apiVersion: bench.pilothouse.io/v1\n", "spec:\n  value: "));
        assertThat(set.items().stream().filter(item -> item.yaml().length() > 500_000))
                .hasSize(1);
    }

    @Test
    void givesEachApplicationSettingsWhereAskedTo() {
        ObjectSet set = ObjectSet.of(Shape.PODINFO_AND_SETTINGS, 5_000, 1);
        assertThat(set.applications()).isEqualTo(1_000);
        assertThat(set.items().stream().filter(item -> item.kind().equals("ConfigMap")))
                .hasSize(1_000)
                .allSatisfy(item -> assertThat(item.application()).startsWith("podinfo-"));
    }

    @Test
    void namesTheImageThatItsDeploymentHas() {
        Item item = ObjectSet.deployment(3, 77);
        assertThat(item.name()).isEqualTo(ObjectSet.application(3));
        assertThat(item.yaml()).contains("image: " + ObjectSet.image(77) + "\n");
    }

    @Test
    void knowsWhereObjectsAre() {
        assertThat(ObjectSet.deployment(0, 1).path("team"))
                .isEqualTo("/apis/apps/v1/namespaces/team/deployments/podinfo-0");
        assertThat(ObjectSet.collection("Ingress", "team"))
                .isEqualTo("/apis/networking.k8s.io/v1/namespaces/team/ingresses");
        assertThat(ObjectSet.collection("Gauge", "team"))
                .isEqualTo("/apis/bench.pilothouse.io/v1/namespaces/team/gauges");
        assertThat(ObjectSet.collection("Secret", "team")).isEqualTo("/api/v1/namespaces/team/secrets");
    }
}
