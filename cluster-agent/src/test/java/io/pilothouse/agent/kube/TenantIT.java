package io.pilothouse.agent.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.port.Tenant;
import io.pilothouse.core.annotation.ApplyMode;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.testkit.hand.Rights;
import io.pilothouse.testkit.proxy.Asked;
import io.pilothouse.testkit.proxy.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// T-TEN and C.8: an agent whose own account may write nothing, and what tenants can and cannot do by way of it.
class TenantIT {
    private KubeRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new KubeRig();
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    private static StepOutcome apply(Tenant tenant, Manifest manifest) {
        return tenant.apply(manifest, ApplyMode.APPLY, false);
    }

    @Test
    void writesAsTheAccountOfTheNamespace() {
        // When
        StepOutcome outcome = apply(rig.tenant(), rig.configMap("settings", "a"));
        // Then
        assertThat(outcome).isInstanceOf(StepOutcome.Applied.class);
        assertThat(rig.proxy.writes()).singleElement().satisfies(write -> {
            assertThat(write.user()).isEqualTo("system:serviceaccount:" + rig.home + ":pilothouse-agent");
            assertThat(write.impersonated()).contains("system:serviceaccount:" + rig.namespace + ":pilothouse-applier");
        });
    }

    @Test
    void writesInfraAsTheAccountOfTheInfraLayer() {
        // Given
        Manifest namespace = KubeRig.manifest("""
            {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"%s","labels":{"team":"shop"}}}
            """.formatted(rig.namespace));
        // When
        StepOutcome outcome = apply(rig.infra(), namespace);
        // Then
        assertThat(outcome).isInstanceOf(StepOutcome.Applied.class);
        assertThat(rig.proxy.writes().getLast().impersonated())
                .contains("system:serviceaccount:" + rig.home + ":pilothouse-infra-applier");
    }

    @Test
    void neverWritesOutsideTheTenantsNamespace() {
        // Given what a hostile folder may ask for
        String other = rig.plane.freshNamespace("other");
        Rights.install(rig.plane, rig.home, other);
        List<Manifest> hostile = List.of(
                KubeRig.manifest("""
                    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"kube-system","name":"x"}}\
                    """),
                KubeRig.manifest("""
                    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"%s","name":"x"}}\
                    """.formatted(other)),
                KubeRig.manifest("""
                    {"apiVersion":"v1","kind":"Secret","metadata":{"namespace":"%s","name":"pilothouse-agent"}}\
                    """.formatted(rig.home)),
                KubeRig.manifest("""
                    {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRoleBinding",
                     "metadata":{"name":"%s-takes-over"},
                     "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"cluster-admin"},
                     "subjects":[{"kind":"ServiceAccount","name":"pilothouse-applier","namespace":"%1$s"}]}\
                    """.formatted(rig.namespace)),
                KubeRig.manifest("""
                    {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding",
                     "metadata":{"namespace":"%s","name":"takes-over"},
                     "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"cluster-admin"},
                     "subjects":[{"kind":"ServiceAccount","name":"pilothouse-applier","namespace":"%1$s"}]}\
                    """.formatted(rig.namespace)),
                KubeRig.manifest("""
                    {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"kube-system","labels":{"x":"y"}}}\
                    """));
        // When
        List<StepOutcome> outcomes = hostile.stream()
                .flatMap(manifest ->
                        Stream.of(ApplyMode.values()).map(mode -> rig.tenant().apply(manifest, mode, true)))
                .toList();
        // Then
        assertThat(outcomes)
                .isNotEmpty()
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(StepOutcome.Forbidden.class, forbidden -> {
                            assertThat(forbidden.code()).isEqualTo(Codes.FORBIDDEN);
                            assertThat(forbidden.message())
                                    .contains("ServiceAccount " + rig.namespace + "/pilothouse-applier may not");
                        }));
        assertThat(rig.successes()).isEmpty();
    }

    @Test
    void deletesNothingOutsideTheTenantsNamespace() {
        // Given
        String other = rig.plane.freshNamespace("other");
        Manifest foreign = KubeRig.manifest("""
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"%s","name":"x"}}\
            """.formatted(other));
        String uid = rig.hand
                .configMaps()
                .inNamespace(other)
                .resource(new io.fabric8.kubernetes.api.model.ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("x")
                        .endMetadata()
                        .build())
                .create()
                .getMetadata()
                .getUid();
        // When
        StepOutcome outcome = rig.tenant().delete(foreign.key(), "v1", uid);
        // Then
        assertThat(outcome).isInstanceOf(StepOutcome.Forbidden.class);
        assertThat(rig.get(foreign)).isNotNull();
    }

    @Test
    void isAnswered403AndWritesNothingWhenAProxyTakesTheHeaderAway() {
        // Given
        rig.proxy.inject(Asked::isWrite, new Fault.Strip("Impersonate-User"));
        // When
        StepOutcome outcome = apply(rig.tenant(), rig.configMap("settings", "a"));
        // Then
        assertThat(outcome).isInstanceOf(StepOutcome.Forbidden.class);
        assertThat(rig.proxy.writes())
                .singleElement()
                .satisfies(write -> assertThat(write.status()).isEqualTo(403));
        assertThat(rig.get(rig.configMap("settings", "a"))).isNull();
    }

    @Test
    void namesNamespaceAndRoleWhereItMayNotAct() {
        // Given another namespace, without the role
        String other = rig.plane.freshNamespace("bare");
        Tenant bare = rig.cluster.as(new ApplicationKey("test", Layer.APP, other, "web"), "");
        Manifest there = KubeRig.manifest("""
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"%s","name":"x"}}\
            """.formatted(other));
        // When
        StepOutcome outcome = apply(bare, there);
        // Then
        assertThat(outcome).isInstanceOfSatisfying(StepOutcome.Forbidden.class, forbidden -> {
            assertThat(forbidden.code()).isEqualTo(Codes.NO_ACCOUNT);
            assertThat(forbidden.message())
                    .contains(
                            "may not act as ServiceAccount pilothouse-applier in namespace " + other,
                            "RoleBinding pilothouse-agent-impersonate");
        });
        assertThat(apply(rig.tenant(), rig.configMap("settings", "a"))).isInstanceOf(StepOutcome.Applied.class);
    }

    @Test
    void mayNotActAsAnAccountThatItsRoleDoesNotName() {
        // When
        StepOutcome outcome = apply(rig.tenant("default"), rig.configMap("settings", "a"));
        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        StepOutcome.Forbidden.class,
                        forbidden -> assertThat(forbidden.code()).isEqualTo(Codes.NO_ACCOUNT));
    }

    @Test
    void sendsNothingForAnApplicationInTheAgentsOwnNamespace() {
        // Given
        Tenant inside =
                rig.cluster.as(new ApplicationKey("test", Layer.APP, rig.home, "web"), "pilothouse-infra-applier");
        // When
        StepOutcome outcome = apply(inside, rig.configMap("settings", "a"));
        // Then
        assertThat(outcome).isInstanceOf(StepOutcome.Forbidden.class);
        assertThat(rig.proxy.writes()).isEmpty();
    }

    @Test
    void makesANamespaceWithTheAccountThatWritesThere() {
        // Given
        String fresh = rig.namespace + "-new";
        Tenant tenant = rig.cluster.as(new ApplicationKey("test", Layer.APP, fresh, "web"), "");
        // When
        StepOutcome outcome = tenant.createNamespace();
        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        StepOutcome.Applied.class,
                        applied -> assertThat(applied.isCreated()).isTrue());
        Manifest inside = KubeRig.manifest("""
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"%s","name":"x"}}\
            """.formatted(fresh));
        Waiting.until(() -> apply(tenant, inside) instanceof StepOutcome.Applied);
        assertThat(tenant.createNamespace())
                .isInstanceOfSatisfying(
                        StepOutcome.Applied.class,
                        applied -> assertThat(applied.isCreated()).isFalse());
        rig.hand.namespaces().withName(fresh).delete();
    }
}
