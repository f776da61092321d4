package io.pilothouse.core.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AssessmentTest {
    private static final Json GOOD = of(
            "name", text("web"),
            "image", text("example.org:5000/web:1.2"),
            "readinessProbe", of("tcpSocket", Json.Obj.EMPTY),
            "livenessProbe", of("tcpSocket", Json.Obj.EMPTY),
            "securityContext", of("runAsNonRoot", new Json.Bool(true)),
            "resources",
                    of(
                            "requests", of("cpu", text("1"), "memory", text("1Gi")),
                            "limits", of("memory", text("1Gi"))));

    @ParameterizedTest
    @EnumSource(Check.class)
    void findsNothingWrongWithWhatHasEverything(Check check) {
        assertThat(Assessment.of(check, List.of(deployment(GOOD, 3), budget("web"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "READINESS_PROBE, readinessProbe",
        "LIVENESS_PROBE, livenessProbe",
        "RESOURCE_REQUESTS, resources",
        "MEMORY_LIMIT, resources",
        "NON_ROOT, securityContext",
        "PINNED_IMAGE, image",
    })
    void missesWhatIsNotThere(Check check, String field) {
        // Given
        Json container = ((Json.Obj) GOOD).without(field);

        // When
        List<Shortcoming> found = Assessment.of(check, List.of(deployment(container, 1)));

        // Then
        assertThat(found)
                .singleElement()
                .satisfies(shortcoming ->
                        assertThat(shortcoming.why()).startsWith("The container web of Deployment web "));
    }

    @ParameterizedTest
    @CsvSource({
        "web, false",
        "web:latest, false",
        "web:1, true",
        "example.org:5000/web, false",
        "'web:', false",
        "web@sha256:abc, true",
        "example.org/a/web:v1@sha256:abc, true",
    })
    void knowsAPinnedImage(String image, boolean isPinned) {
        Json container = ((Json.Obj) GOOD).with("image", text(image));
        assertThat(Assessment.of(Check.PINNED_IMAGE, List.of(deployment(container, 1)))
                        .isEmpty())
                .isEqualTo(isPinned);
    }

    @Test
    void wantsABudgetForSeveralPodsOnly() {
        assertThat(Assessment.of(Check.DISRUPTION_BUDGET, List.of(deployment(GOOD, 1))))
                .isEmpty();
        assertThat(Assessment.of(Check.DISRUPTION_BUDGET, List.of(deployment(GOOD, 2), budget("other"))))
                .hasSize(1);
    }

    @Test
    void refusesANodesRights() {
        Json container = ((Json.Obj) GOOD).with("securityContext", of("privileged", new Json.Bool(true)));
        assertThat(Assessment.of(Check.UNPRIVILEGED, List.of(deployment(container, 1))))
                .hasSize(1);
    }

    @Test
    void looksIntoEveryKindThatMakesPods() {
        for (String kind : List.of("StatefulSet", "DaemonSet", "ReplicaSet", "Job")) {
            Manifest manifest = manifest(kind, of("template", template(of("name", text("x")))));
            assertThat(Assessment.of(Check.PINNED_IMAGE, List.of(manifest)))
                    .as(kind)
                    .hasSize(1);
        }
        Json job = of("spec", of("template", template(of("name", text("x")))));
        assertThat(Assessment.of(Check.PINNED_IMAGE, List.of(manifest("CronJob", of("jobTemplate", job)))))
                .hasSize(1);
        assertThat(Assessment.of(
                        Check.PINNED_IMAGE,
                        List.of(manifest("Pod", of("containers", new Json.Arr(List.of(of("name", text("x")))))))))
                .hasSize(1);
        assertThat(Assessment.of(Check.READINESS_PROBE, List.of(manifest("Job", of("template", template(GOOD))))))
                .isEmpty();
    }

    private static Manifest deployment(Json container, long replicas) {
        return manifest("Deployment", of("replicas", Json.Num.of(replicas), "template", template(container)));
    }

    private static Manifest budget(String app) {
        return manifest("PodDisruptionBudget", of("selector", of("matchLabels", Json.ofTexts(Map.of("app", app)))));
    }

    private static Json template(Json container) {
        return of(
                "metadata", of("labels", Json.ofTexts(Map.of("app", "web"))),
                "spec", of("containers", new Json.Arr(List.of(container))));
    }

    private static Manifest manifest(String kind, Json spec) {
        Json.Obj content = (Json.Obj) of("kind", text(kind), "spec", spec);
        return new Manifest(new ResourceKey("", kind, "shop", "web"), "v1", content, new Origin("a.yaml", 1, 1));
    }

    private static Json text(String value) {
        return new Json.Text(value);
    }

    private static Json of(Object... fields) {
        LinkedHashMap<String, Json> map = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put((String) fields[i], (Json) fields[i + 1]);
        }
        return new Json.Obj(map);
    }
}
