package io.pilothouse.core.tolerance;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.policy.SyncPolicy.DriftPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreatmentTest {
    private static Manifest annotated(String annotation, String value) {
        return JsonText.manifest("""
            {'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a','annotations':{'%s':'%s'}}}\
            """.formatted(annotation, value));
    }

    @ParameterizedTest
    @CsvSource({
        "pilothouse.io/drift, notify, RECONCILE, NOTIFY",
        "pilothouse.io/drift, ignore, RECONCILE, IGNORE",
        "pilothouse.io/drift, reconcile, IGNORE, RECONCILE",
        "pilothouse.io/drift, notfy, NOTIFY, NOTIFY",
        "helm.toolkit.fluxcd.io/driftDetection, disabled, RECONCILE, IGNORE",
        "helm.toolkit.fluxcd.io/driftDetection, enabled, NOTIFY, NOTIFY",
        "other, ignore, RECONCILE, RECONCILE",
    })
    void takesTheObjectsWordBeforeTheApplications(
            String annotation, String value, DriftPolicy ofApplication, DriftPolicy treatment) {
        assertThat(Treatment.of(annotated(annotation, value), ofApplication)).isEqualTo(treatment);
    }
}
