package io.pilothouse.repository.kustomize.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pilothouse.repository.kustomize.field.DefaultFieldRules;
import io.pilothouse.repository.kustomize.field.FieldRules.Section;
import io.pilothouse.repository.kustomize.field.FieldSpec;
import io.pilothouse.repository.kustomize.field.FieldSpecs;
import io.pilothouse.repository.kustomize.field.TypeSelector;
import io.pilothouse.repository.kustomize.resource.Objects;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextMapTransformerTest {
    private static final FieldSpecs SELECTORS = DefaultFieldRules.RULES.of(Section.COMMON_LABELS);
    private static final FieldSpecs LABELS =
            new FieldSpecs(List.of(FieldSpec.of(TypeSelector.ANY, "metadata/labels", true)));

    @Test
    void reachesSelectorsAndTemplates() throws RefusedSourceException {
        ResourceSet set = Objects.set("""
            {apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {template: {}}}
            ---
            {apiVersion: batch/v1, kind: Job, metadata: {name: job}, spec: {template: {}}}
            """);

        new TextMapTransformer(Map.of("app", "shop"), SELECTORS).transform(set);

        assertThat(Objects.contents(set)).isEqualTo(Objects.all("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, labels: {app: shop}}
            spec: {selector: {matchLabels: {app: shop}}, template: {metadata: {labels: {app: shop}}}}
            ---
            apiVersion: batch/v1
            kind: Job
            metadata: {name: job, labels: {app: shop}}
            spec: {template: {metadata: {labels: {app: shop}}}}
            """));
    }

    @Test
    void whatOneLabelMadeTheNextChangesEverywhere() throws RefusedSourceException {
        ResourceSet set =
                Objects.set("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {template: {}}}");
        new TextMapTransformer(Map.of("env", "base"), SELECTORS).transform(set);

        new TextMapTransformer(Map.of("env", "prod"), LABELS).transform(set);

        assertThat(set.get(0).content().text("spec", "selector", "matchLabels", "env"))
                .contains("prod");
        assertThat(set.get(0).content().text("spec", "template", "metadata", "labels", "env"))
                .contains("prod");
    }

    @Test
    void whatSomebodyWroteChangesAlone() throws RefusedSourceException {
        ResourceSet set = Objects.set("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, labels: {env: a}}
            spec: {selector: {matchLabels: {env: a}}, template: {metadata: {labels: {env: a}}}}
            """);

        new TextMapTransformer(Map.of("env", "prod"), LABELS).transform(set);

        assertThat(set.get(0).content().text("metadata", "labels", "env")).contains("prod");
        assertThat(set.get(0).content().text("spec", "selector", "matchLabels", "env"))
                .contains("a");
    }

    @Test
    void refusesToWriteIntoWhatIsNoMap() throws RefusedSourceException {
        ResourceSet set = Objects.set("apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  labels: [a]\n");

        assertThatExceptionOfType(RefusedSourceException.class)
                .isThrownBy(() -> new TextMapTransformer(Map.of("a", "b"), LABELS).transform(set))
                .satisfies(refused -> assertThat(refused.errors().getFirst().toString())
                        .startsWith("app/all.yaml:5: metadata/labels of Pod.v1 p"));
    }
}
