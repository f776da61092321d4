package io.pilothouse.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.drift.JsonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ApplyOrderTest {
    private static final ApplicationKey WEB = new ApplicationKey("c", Layer.APP, "shop", "web");

    private static Desired of(String apiVersion, String kind, String annotations) {
        return Desired.of(
                JsonText.manifest("{'apiVersion':'%s','kind':'%s','metadata':{'name':'a','annotations':{%s}}}"
                        .formatted(apiVersion, kind, annotations)),
                WEB);
    }

    @Test
    void putsWhatOthersNeedFirstAndWebhooksLast() {
        // Given
        List<Desired> inOrder = List.of(
                of("apiextensions.k8s.io/v1", "CustomResourceDefinition", ""),
                of("v1", "Namespace", ""),
                of("storage.k8s.io/v1", "StorageClass", ""),
                of("rbac.authorization.k8s.io/v1", "ClusterRole", ""),
                of("networking.k8s.io/v1", "NetworkPolicy", ""),
                of("v1", "ResourceQuota", ""),
                of("v1", "LimitRange", ""),
                of("policy/v1", "PodDisruptionBudget", ""),
                of("v1", "ServiceAccount", ""),
                of("v1", "Secret", ""),
                of("v1", "ConfigMap", ""),
                of("v1", "PersistentVolume", ""),
                of("v1", "PersistentVolumeClaim", ""),
                of("rbac.authorization.k8s.io/v1", "RoleBinding", ""),
                of("v1", "Service", ""),
                of("apps/v1", "DaemonSet", ""),
                of("apps/v1", "Deployment", ""),
                of("apps/v1", "StatefulSet", ""),
                of("autoscaling/v2", "HorizontalPodAutoscaler", ""),
                of("batch/v1", "Job", ""),
                of("batch/v1", "CronJob", ""),
                of("networking.k8s.io/v1", "Ingress", ""),
                of("apiregistration.k8s.io/v1", "APIService", ""),
                of("serving.knative.dev/v1", "Service", ""),
                of("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", ""));
        List<Desired> shuffled = new ArrayList<>(inOrder);
        Collections.shuffle(shuffled, new Random(7));
        // When
        shuffled.sort(ApplyOrder.ORDER);
        // Then
        assertThat(shuffled).isEqualTo(inOrder);
    }

    @Test
    void putsWavesBeforeKindsAndOurAnnotationBeforeArgos() {
        // Given
        Desired late = of("v1", "Namespace", "'pilothouse.io/sync-wave':'2','argocd.argoproj.io/sync-wave':'-5'");
        Desired early = of("apps/v1", "Deployment", "'argocd.argoproj.io/sync-wave':'-1'");
        Desired middle = of("batch/v1", "Job", "'pilothouse.io/sync-wave':'first'");
        List<Desired> manifests = new ArrayList<>(List.of(late, middle, early));
        // When
        manifests.sort(ApplyOrder.ORDER);
        // Then
        assertThat(manifests).containsExactly(early, middle, late);
    }
}
