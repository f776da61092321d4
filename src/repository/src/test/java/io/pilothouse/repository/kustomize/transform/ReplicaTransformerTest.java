package io.pilothouse.repository.kustomize.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.field.DefaultFieldRules;
import io.pilothouse.repository.kustomize.field.FieldRules.Section;
import io.pilothouse.repository.kustomize.field.FieldSpecs;
import io.pilothouse.repository.kustomize.resource.Objects;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.kustomize.transform.AffixTransformer.Side;
import io.pilothouse.repository.source.RefusedSourceException;
import org.junit.jupiter.api.Test;

class ReplicaTransformerTest {
    private static final FieldSpecs FIELDS = DefaultFieldRules.RULES.of(Section.REPLICAS);
    private static final String WORKLOADS = """
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: web}}
        ---
        {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: web}, spec: {replicas: 1}}
        ---
        {apiVersion: apps/v1, kind: DaemonSet, metadata: {name: web}}
        """;

    @Test
    void setsTheNumberOfEverythingOfThatNameThatHasOne() throws RefusedSourceException {
        ResourceSet set = Objects.set(WORKLOADS);

        transform("web", set);

        assertThat(set.all())
                .extracting(one -> one.content().integer(0, "spec", "replicas"))
                .containsExactly(3L, 3L, 0L);
    }

    @Test
    void knowsObjectsByTheirEarlierNames() throws RefusedSourceException {
        ResourceSet set = Objects.set(WORKLOADS);
        new AffixTransformer("pre-", Side.BEFORE, DefaultFieldRules.RULES.of(Section.NAME_PREFIX)).transform(set);

        transform("web", set);

        assertThat(set.get(0).content().integer(0, "spec", "replicas")).isEqualTo(3);
    }

    @Test
    void refusesANameThatNobodyHas() {
        assertThatExceptionOfType(RefusedSourceException.class)
                .isThrownBy(() -> transform("api", Objects.set(WORKLOADS)))
                .satisfies(refused ->
                        assertThat(refused.errors().getFirst().code()).isEqualTo("PH-175"));
    }

    private static void transform(String name, ResourceSet set) throws RefusedSourceException {
        new ReplicaTransformer(name, Json.Num.of(3), FIELDS, Objects.place()).transform(set);
    }
}
