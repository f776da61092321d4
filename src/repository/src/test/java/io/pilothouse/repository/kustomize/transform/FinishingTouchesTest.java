package io.pilothouse.repository.kustomize.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.resource.Objects;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.Trail;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FinishingTouchesTest {
    private static final String PLAIN = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}";

    @Test
    void internalAnnotationsNeverLeakAndForgedOnesAreGone() throws RefusedSourceException {
        Resource resource = Objects.one("""
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: a
              annotations:
                internal.config.kubernetes.io/previousNames: forged
                internal.config.kubernetes.io/needsHashSuffix: enabled
                config.kubernetes.io/origin: forged
            """);

        assertThat(FinishingTouches.of(resource, Set.of())).isEqualTo(Objects.json(PLAIN));
    }

    @Test
    void otherAnnotationsStay() throws RefusedSourceException {
        Resource resource = Objects.one(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations: {kubernetes.io/x: y}}}");

        assertThat(FinishingTouches.of(resource, Set.of())).isEqualTo(resource.content());
    }

    @Test
    void writesWhereAnObjectComesFromAsTheReferenceDoes() throws RefusedSourceException {
        Trail trail = Trail.NONE
                .withOrigin((Json.Obj) Objects.json("{path: base/s.yaml}"))
                .with((Json.Obj) Objects.json(
                        "{configuredIn: base/kustomization.yaml, configuredBy: {apiVersion: builtin, kind: One}}"))
                .with((Json.Obj) Objects.json(
                        "{configuredIn: kustomization.yaml, configuredBy: {apiVersion: builtin, kind: Other}}"));
        Resource resource = Objects.one(PLAIN).withTrail(trail);

        Json.Obj annotations = FinishingTouches.of(resource, Set.of("originAnnotations", "transformerAnnotations"))
                .object("metadata", "annotations");

        assertThat(annotations.text("config.kubernetes.io/origin")).contains("path: base/s.yaml\n");
        assertThat(annotations.text("alpha.config.kubernetes.io/transformations"))
                .contains("""
                    - configuredIn: base/kustomization.yaml
                      configuredBy:
                        apiVersion: builtin
                        kind: One
                    - configuredIn: kustomization.yaml
                      configuredBy:
                        apiVersion: builtin
                        kind: Other
                    """);
    }

    @Test
    void labelsWhatItBuilt() throws RefusedSourceException {
        assertThat(FinishingTouches.of(Objects.one(PLAIN), Set.of("managedByLabel"))
                        .text("metadata", "labels", "app.kubernetes.io/managed-by"))
                .contains("kustomize-v5.5.0");
    }
}
