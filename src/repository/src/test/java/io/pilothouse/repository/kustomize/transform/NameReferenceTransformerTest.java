package io.pilothouse.repository.kustomize.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.field.DefaultFieldRules;
import io.pilothouse.repository.kustomize.field.FieldRules.Section;
import io.pilothouse.repository.kustomize.resource.Objects;
import io.pilothouse.repository.kustomize.resource.Resource;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.kustomize.transform.AffixTransformer.Side;
import io.pilothouse.repository.kustomize.transform.NamespaceTransformer.Subjects;
import io.pilothouse.repository.source.RefusedSourceException;
import org.junit.jupiter.api.Test;

class NameReferenceTransformerTest {

    @Test
    void writesThePresentName() throws RefusedSourceException {
        ResourceSet set = Objects.set("""
            {apiVersion: v1, kind: Secret, metadata: {name: a}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {imagePullSecrets: [{name: a}, {name: other}]}}
            """);

        mended(prefixed(set));

        assertThat(set.get(1).content().object("spec"))
                .isEqualTo(Objects.json("{imagePullSecrets: [{name: pre-a}, {name: other}]}"));
    }

    @Test
    void aNameInAnotherNamespaceIsAnother() throws RefusedSourceException {
        ResourceSet set = Objects.set("""
            {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: one}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: p, namespace: two}
            spec: {volumes: [{configMap: {name: a}}]}
            """);

        mended(prefixed(set));

        assertThat(set.get(1).content().object("spec")).isEqualTo(Objects.json("{volumes: [{configMap: {name: a}}]}"));
    }

    @Test
    void anAccountIsFoundWithItsNamespace() throws RefusedSourceException {
        ResourceSet set = Objects.set("""
            {apiVersion: v1, kind: ServiceAccount, metadata: {name: a, namespace: one}}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: b}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r}
            subjects: [{kind: ServiceAccount, name: a, namespace: one}, {kind: ServiceAccount, name: a, namespace: two}]
            """);
        new NamespaceTransformer("shop", DefaultFieldRules.RULES.of(Section.NAMESPACE), Subjects.DEFAULT_ONLY, false)
                .transform(set);

        mended(prefixed(set));

        assertThat(new Json.Arr(set.get(1).content().items("subjects")))
                .isEqualTo(Objects.json(
                        "[{kind: ServiceAccount, name: pre-a, namespace: shop}, {kind: ServiceAccount, name: a,"
                                + " namespace: two}]"));
    }

    @Test
    void refusesANameThatCouldMeanTwo() throws RefusedSourceException {
        ResourceSet set = Objects.set("""
            {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {volumes: [{configMap: {name: a}}]}}
            """);
        Resource once = Objects.one("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");
        set.set(0, once.rememberingName().withContent(set.get(0).content()));
        set.append(once);
        prefixed(set);

        assertThatExceptionOfType(RefusedSourceException.class)
                .isThrownBy(() -> mended(set))
                .satisfies(refused -> assertThat(refused.errors().getFirst().toString())
                        .contains("could be ConfigMap.v1 pre-b or ConfigMap.v1 pre-a")
                        .endsWith("(PH-174)"));
    }

    private static ResourceSet prefixed(ResourceSet set) throws RefusedSourceException {
        new AffixTransformer("pre-", Side.BEFORE, DefaultFieldRules.RULES.of(Section.NAME_PREFIX)).transform(set);
        return set;
    }

    private static void mended(ResourceSet set) throws RefusedSourceException {
        new NameReferenceTransformer(DefaultFieldRules.RULES.references()).transform(set);
    }
}
