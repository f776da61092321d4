package io.pilothouse.repository.kustomize.patch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemasTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apps/v1 Deployment | spec.template.spec.containers | [name]",
                "apps/v1 Deployment | spec.template.spec.containers.[].ports | [containerPort, protocol]",
                "apps/v1 StatefulSet | spec.template.spec.initContainers.[].volumeMounts | [mountPath]",
                "batch/v1 CronJob | spec.jobTemplate.spec.template.spec.containers.[].env | [name]",
                "batch/v1beta1 CronJob | spec.jobTemplate.spec.template.spec.volumes | [name]",
                "v1 Pod | spec.hostAliases | [ip]",
                "v1 Pod | spec.topologySpreadConstraints | [topologyKey, whenUnsatisfiable]",
                "v1 Pod | spec.volumes.[].ephemeral.volumeClaimTemplate.metadata.finalizers | []",
                "v1 Pod | spec.ephemeralContainers.[].volumeDevices | [devicePath]",
                "v1 PodTemplate | template.spec.containers | [name]",
                "v1 Service | spec.ports | [port, protocol]",
                "v1 ServiceAccount | secrets | [name]",
                "v1 ConfigMap | metadata.finalizers | []",
                "v1 Node | status.addresses | [type]",
                "policy/v1 PodDisruptionBudget | status.conditions | [type]",
                "admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration | webhooks | [name]",
                "storage.k8s.io/v1 CSINode | spec.drivers | [name]",
                "networking.k8s.io/v1 Ingress | metadata.ownerReferences | [uid]"
            })
    void knowsTheMergeKeysOfKubernetes(String kind, String path, String keys) {
        assertThat(at(BuiltInSchemas.INSTANCE, kind, path).flatMap(Schema::mergeKeys))
                .hasValueSatisfying(found -> assertThat(found).hasToString(keys));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1 Pod | spec.tolerations",
                "v1 Pod | spec.containers.[].args",
                "v1 Pod | spec.containers.[].envFrom",
                "v1 ServiceAccount | imagePullSecrets",
                "networking.k8s.io/v1 Ingress | spec.rules",
                "rbac.authorization.k8s.io/v1 Role | rules",
                "autoscaling/v2 HorizontalPodAutoscaler | metadata.finalizers",
                "apps/v1beta1 Deployment | spec.template.spec.containers"
            })
    void doesNotKnowOthers(String kind, String path) {
        assertThat(at(BuiltInSchemas.INSTANCE, kind, path).flatMap(Schema::mergeKeys))
                .isEmpty();
    }

    @Test
    void readsAnOpenApiDocument() {
        // Given
        KindSchemas schemas = new OpenApiSchemas(Yaml.object("""
            definitions:
              Thing:
                x-kubernetes-group-version-kind: [{group: example.org, version: v1, kind: Thing}, {version: v1, kind: T}, 5]
                properties:
                  spec: {$ref: '#/definitions/Spec'}
                  circle: {$ref: '#/definitions/Circle'}
                  elsewhere: {$ref: 'https://example.org/x'}
              Spec:
                properties:
                  keyed: {x-kubernetes-patch-strategy: 'merge,retainKeys', x-kubernetes-patch-merge-key: id, items: {$ref: '#/definitions/Spec'}}
                  twice: {x-kubernetes-patch-strategy: merge, x-kubernetes-list-map-keys: [a, b], x-kubernetes-patch-merge-key: id}
                  plain: {x-kubernetes-patch-strategy: merge}
                  replaced: {x-kubernetes-list-map-keys: [a]}
                  map: {additionalProperties: {x-kubernetes-patch-strategy: merge, x-kubernetes-patch-merge-key: k}}
              Circle: {$ref: '#/definitions/Circle'}
            """));

        // Then
        assertThat(keys(schemas, "spec.keyed")).contains(List.of("id"));
        assertThat(keys(schemas, "spec.keyed.[].keyed.[].twice")).contains(List.of("a", "b"));
        assertThat(keys(schemas, "spec.plain")).contains(List.of());
        assertThat(keys(schemas, "spec.replaced")).isEmpty();
        assertThat(keys(schemas, "spec.map.anything")).contains(List.of("k"));
        assertThat(keys(schemas, "circle.spec")).isEmpty();
        assertThat(keys(schemas, "elsewhere.spec")).isEmpty();
        assertThat(schemas.of("v1", "T")).isPresent();
        assertThat(schemas.of("apps/v1", "Deployment")).isEmpty();
    }

    @Test
    void takesADocumentWithoutDefinitionsForOneThatDescribesNothing() {
        assertThat(new OpenApiSchemas(Yaml.object("{definitions: 5}")).of("v1", "Pod"))
                .isEmpty();
    }

    private static Optional<List<String>> keys(KindSchemas schemas, String path) {
        return at(schemas, "example.org/v1 Thing", path).flatMap(Schema::mergeKeys);
    }

    private static Optional<Schema> at(KindSchemas schemas, String kind, String path) {
        List<String> words = Arrays.asList(kind.split(" ", -1));
        Optional<Schema> here = schemas.of(words.getFirst(), words.getLast());
        for (String step : path.split("\\.", -1)) {
            here = here.flatMap(schema -> step.equals("[]") ? schema.item() : schema.field(step));
        }
        return here;
    }
}
