package io.pilothouse.repository.kustomize.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.repository.kustomize.field.DefaultFieldRules;
import io.pilothouse.repository.kustomize.field.FieldRules.Section;
import io.pilothouse.repository.kustomize.field.FieldSpecs;
import io.pilothouse.repository.kustomize.resource.Objects;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.ResourceId;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.kustomize.transform.AffixTransformer.Side;
import io.pilothouse.repository.source.RefusedSourceException;
import org.junit.jupiter.api.Test;

class AffixTransformerTest {
    private static final FieldSpecs NAMES = DefaultFieldRules.RULES.of(Section.NAME_PREFIX);

    @Test
    void changesNamesAndRemembersThem() throws RefusedSourceException {
        ResourceSet set = Objects.set("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");

        new AffixTransformer("pre-", Side.BEFORE, NAMES).transform(set);
        new AffixTransformer("-post", Side.AFTER, NAMES).transform(set);

        Resource resource = set.get(0);
        assertThat(resource.allIds()).extracting(ResourceId::name).containsExactly("a", "pre-a", "pre-a-post");
        assertThat(resource.lineage().prefixes()).containsExactly("pre-");
        assertThat(resource.lineage().suffixes()).containsExactly("-post");
    }

    @Test
    void leavesNamesThatAreNotFree() throws RefusedSourceException {
        String fixed = """
            {apiVersion: v1, kind: Namespace, metadata: {name: n}}
            ---
            {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: d}}
            ---
            {apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: s}}
            """;
        ResourceSet set = Objects.set(fixed);

        new AffixTransformer("pre-", Side.BEFORE, NAMES).transform(set);

        assertThat(Objects.contents(set)).isEqualTo(Objects.all(fixed));
    }
}
