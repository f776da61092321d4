package io.pilothouse.agent.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.pilothouse.agent.port.Codes;
import io.pilothouse.agent.port.StepOutcome;
import io.pilothouse.agent.port.Trial;
import io.pilothouse.core.annotation.ApplyMode;
import io.pilothouse.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The ways to apply an object, and what happens where it cannot be changed.
class ApplyModesIT {
    private KubeRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new KubeRig();
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    private StepOutcome apply(Manifest manifest, ApplyMode mode) {
        return rig.tenant().apply(manifest, mode, false);
    }

    private Manifest job(String image) {
        return KubeRig.manifest("""
            {"apiVersion":"batch/v1","kind":"Job","metadata":{"namespace":"%s","name":"migrate"},
             "spec":{"template":{"spec":{"restartPolicy":"Never",
               "containers":[{"name":"x","image":"%s"}]}}}}
            """.formatted(rig.namespace, image));
    }

    private Manifest statefulSet(String serviceName) {
        return KubeRig.manifest("""
            {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"namespace":"%s","name":"db"},
             "spec":{"serviceName":"%s","replicas":1,"selector":{"matchLabels":{"app":"db"}},
              "template":{"metadata":{"labels":{"app":"db"}},"spec":{"containers":[{"name":"x","image":"x"}]}}}}
            """.formatted(rig.namespace, serviceName));
    }

    private Manifest claim(String access) {
        return KubeRig.manifest("""
            {"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"namespace":"%s","name":"data"},
             "spec":{"accessModes":["%s"],"resources":{"requests":{"storage":"1Gi"}}}}
            """.formatted(rig.namespace, access));
    }

    private void addByHand(Manifest manifest, String patch) {
        rig.hand
                .genericKubernetesResources(
                        manifest.apiVersion(), manifest.key().kind())
                .inNamespace(rig.namespace)
                .withName(manifest.key().name())
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager("their-controller")
                                .build(),
                        patch);
    }

    private String uid(Manifest manifest) {
        return rig.get(manifest).getMetadata().getUid();
    }

    @Test
    void createsWhatIsNotPresentAndNeverTouchesItAgain() {
        // When
        StepOutcome first = apply(rig.configMap("seed", "a"), ApplyMode.IF_NOT_PRESENT);
        StepOutcome second = apply(rig.configMap("seed", "b"), ApplyMode.IF_NOT_PRESENT);
        // Then
        assertThat(first)
                .isInstanceOfSatisfying(
                        StepOutcome.Applied.class,
                        applied -> assertThat(applied.isCreated()).isTrue());
        assertThat(second)
                .isInstanceOfSatisfying(
                        StepOutcome.Applied.class,
                        applied -> assertThat(applied.isCreated()).isFalse());
        assertThat(rig.get(rig.configMap("seed", "")).<Object>get("data", "key"))
                .isEqualTo("a");
    }

    @Test
    void replacesTheWholeObjectAndKeepsItsUid() {
        // Given
        Manifest map = rig.configMap("settings", "a");
        apply(map, ApplyMode.APPLY);
        addByHand(map, "{\"data\":{\"theirs\":\"x\"}}");
        String before = uid(map);
        // When
        apply(map, ApplyMode.APPLY);
        assertThat(rig.get(map).<Object>get("data", "theirs")).isEqualTo("x");
        StepOutcome outcome = apply(map, ApplyMode.REPLACE);
        // Then
        assertThat(outcome).isInstanceOf(StepOutcome.Applied.class);
        assertThat(rig.get(map).<Object>get("data", "theirs")).isNull();
        assertThat(uid(map)).isEqualTo(before);
    }

    @Test
    void saysWhatToDoAboutAJobThatCannotBeChanged() {
        // Given
        apply(job("one"), ApplyMode.APPLY);
        // When
        StepOutcome outcome = apply(job("two"), ApplyMode.APPLY);
        // Then
        assertThat(outcome).isInstanceOfSatisfying(StepOutcome.Rejected.class, rejected -> {
            assertThat(rejected.code()).isEqualTo(Codes.IMMUTABLE);
            assertThat(rejected.message())
                    .contains("Job.batch " + rig.namespace + "/migrate", "another name", "pilothouse.io/apply: force");
        });
    }

    @Test
    void createsAJobAnewOnlyWhenForced() {
        // Given
        apply(job("one"), ApplyMode.APPLY);
        String before = uid(job("one"));
        // When
        Trial trial = rig.tenant().dryRun(job("two"), ApplyMode.FORCE);
        String untouched = uid(job("one"));
        StepOutcome outcome = apply(job("two"), ApplyMode.FORCE);
        // Then it was listed beforehand, and done
        assertThat(trial).isInstanceOf(Trial.WouldRecreate.class);
        assertThat(untouched).isEqualTo(before);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        StepOutcome.Applied.class,
                        applied -> assertThat(applied.isCreated()).isTrue());
        assertThat(uid(job("one"))).isNotEqualTo(before);
    }

    @Test
    void createsAStatefulSetAnewAroundItsPods() {
        // Given
        apply(statefulSet("one"), ApplyMode.APPLY);
        Waiting.until(() ->
                rig.hand.pods().inNamespace(rig.namespace).withName("db-0").get() != null);
        String pod = rig.hand
                .pods()
                .inNamespace(rig.namespace)
                .withName("db-0")
                .get()
                .getMetadata()
                .getUid();
        // When
        StepOutcome outcome = apply(statefulSet("two"), ApplyMode.FORCE);
        // Then
        assertThat(outcome).isInstanceOf(StepOutcome.Applied.class);
        assertThat(rig.hand
                        .pods()
                        .inNamespace(rig.namespace)
                        .withName("db-0")
                        .get()
                        .getMetadata()
                        .getUid())
                .isEqualTo(pod);
    }

    @Test
    void neverDeletesAClaimToCreateItAnew() {
        // Given
        apply(claim("ReadWriteOnce"), ApplyMode.APPLY);
        String before = uid(claim(""));
        // When
        StepOutcome outcome = apply(claim("ReadWriteMany"), ApplyMode.FORCE);
        // Then
        assertThat(outcome).isInstanceOfSatisfying(StepOutcome.Rejected.class, rejected -> {
            assertThat(rejected.code()).isEqualTo(Codes.IMMUTABLE);
            assertThat(rejected.message()).contains("move the data");
        });
        assertThat(uid(claim(""))).isEqualTo(before);
    }

    @Test
    void triesWithoutEffect() {
        // When
        Trial trial = rig.tenant().dryRun(rig.configMap("dry", "a"), ApplyMode.APPLY);
        // Then
        assertThat(trial).isInstanceOfSatisfying(Trial.Would.class, would -> {
            assertThat(would.isCreated()).isTrue();
            assertThat(would.after().text("data", "key")).contains("a");
        });
        assertThat(rig.get(rig.configMap("dry", ""))).isNull();
        assertThat(rig.proxy.writes()).isEmpty();
    }

    @Test
    void refusesWhatIsTooLargeWithoutSendingIt() {
        // When
        StepOutcome outcome = apply(rig.configMap("large", "x".repeat(1 << 21)), ApplyMode.APPLY);
        // Then
        assertThat(outcome).isInstanceOfSatisfying(StepOutcome.Rejected.class, rejected -> {
            assertThat(rejected.code()).isEqualTo(Codes.TOO_LARGE);
            assertThat(rejected.message()).contains("holds 2 MiB", "takes 1 MiB", "divide it");
        });
        assertThat(rig.proxy.journal()).isEmpty();
    }
}
