package io.pilothouse.repository.kustomize.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pilothouse.core.json.Json;
import io.pilothouse.repository.kustomize.field.DefaultFieldRules;
import io.pilothouse.repository.kustomize.field.FieldRules.Section;
import io.pilothouse.repository.kustomize.field.FieldSpecs;
import io.pilothouse.repository.kustomize.resource.Objects;
import io.pilothouse.repository.kustomize.resource.ResourceSet;
import io.pilothouse.repository.kustomize.transform.NamespaceTransformer.Subjects;
import io.pilothouse.repository.source.RefusedSourceException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamespaceTransformerTest {
    private static final FieldSpecs FIELDS = DefaultFieldRules.RULES.of(Section.NAMESPACE);
    private static final String BINDING = """
        kind: RoleBinding
        apiVersion: rbac.authorization.k8s.io/v1
        metadata: {name: b}
        subjects:
          - {kind: ServiceAccount, name: default, namespace: old}
          - {kind: ServiceAccount, name: own, namespace: old}
          - {kind: User, name: ann}
        """;

    @Test
    void putsEverythingIntoTheNamespaceThatCanBeInOne() throws RefusedSourceException {
        ResourceSet set = Objects.set("""
            {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: old}}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: old}}
            ---
            {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}}
            ---
            {apiVersion: example.org/v1, kind: Namespace, metadata: {name: of-another-kind}}
            """);

        transform(set, Subjects.DEFAULT_ONLY, false);

        assertThat(Objects.contents(set)).isEqualTo(Objects.all("""
            {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: shop}}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: shop}}
            ---
            {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}}
            ---
            {apiVersion: example.org/v1, kind: Namespace, metadata: {name: of-another-kind, namespace: shop}}
            """));
        assertThat(set.get(0).originalId().namespace()).isEqualTo("old");
    }

    @Test
    void namesTheNamespaceInSubjectsThatAreOfEveryNamespace() throws RefusedSourceException {
        assertThat(subjects(Subjects.DEFAULT_ONLY)).containsExactly("shop", "old", "");
        assertThat(subjects(Subjects.ALL_SERVICE_ACCOUNTS)).containsExactly("shop", "shop", "");
        assertThat(subjects(Subjects.NONE)).containsExactly("old", "old", "");
    }

    @Test
    void namesTheNamespaceWhereServicesAreNamed() throws RefusedSourceException {
        ResourceSet set = Objects.set("""
            {apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: s}, spec: {service: {name: x}}}
            ---
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: d}
            spec: {conversion: {webhook: {clientConfig: {service: {namespace: old}}}}}
            """);

        transform(set, Subjects.DEFAULT_ONLY, false);

        assertThat(set.get(0).content().text("spec", "service", "namespace")).contains("shop");
        assertThat(set.get(1).content().text("spec", "conversion", "webhook", "clientConfig", "service", "namespace"))
                .contains("shop");
    }

    @Test
    void canLeaveWhatHasOne() throws RefusedSourceException {
        ResourceSet set = Objects.set("""
            {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: old}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}
            """);

        transform(set, Subjects.DEFAULT_ONLY, true);

        assertThat(set.all()).extracting(one -> one.id().namespace()).containsExactly("old", "shop");
    }

    @Test
    void refusesObjectsThatAreTheSameInOneNamespace() throws RefusedSourceException {
        ResourceSet set = Objects.set("""
            {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: one}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: two}}
            """);

        assertThatExceptionOfType(RefusedSourceException.class)
                .isThrownBy(() -> transform(set, Subjects.DEFAULT_ONLY, false))
                .satisfies(refused ->
                        assertThat(refused.errors().getFirst().code()).isEqualTo("PH-174"));
    }

    private static List<String> subjects(Subjects subjects) throws RefusedSourceException {
        ResourceSet set = Objects.set(BINDING);
        transform(set, subjects, false);
        return set.get(0).content().items("subjects").stream()
                .map(subject -> ((Json.Obj) subject).text("namespace").orElse(""))
                .toList();
    }

    private static void transform(ResourceSet set, Subjects subjects, boolean fillsOnly) throws RefusedSourceException {
        new NamespaceTransformer("shop", FIELDS, subjects, fillsOnly).transform(set);
    }
}
