package io.pilothouse.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class DependenciesTest {
    private static final Manifest DEPLOYMENT = JsonText.manifest("""
        {'apiVersion':'apps/v1','kind':'Deployment','metadata':{'namespace':'shop','name':'web'},
         'spec':{'template':{'spec':{'serviceAccountName':'runner',
           'volumes':[{'name':'a','configMap':{'name':'files'}},{'name':'b','persistentVolumeClaim':{'claimName':'disk'}}],
           'containers':[{'name':'web','envFrom':[{'secretRef':{'name':'login'}}],
             'env':[{'name':'X','valueFrom':{'configMapKeyRef':{'name':'settings','key':'x'}}}]}]}}}}\
        """);

    private static Manifest of(String kind, String namespace, String name) {
        return JsonText.manifest("{'apiVersion':'v1','kind':'%s','metadata':{'namespace':'%s','name':'%s'}}"
                .formatted(kind, namespace, name));
    }

    @Test
    void holdsAWorkloadBackForWhatItMountsAndRunsAs() {
        for (Manifest needed : List.of(
                of("ServiceAccount", "shop", "runner"),
                of("ConfigMap", "shop", "files"),
                of("ConfigMap", "shop", "settings"),
                of("Secret", "shop", "login"),
                of("PersistentVolumeClaim", "shop", "disk"),
                of("Namespace", "", "shop"))) {
            assertThat(Dependencies.blocker(DEPLOYMENT, List.of(needed)))
                    .map(ResourceKey::name)
                    .contains(needed.key().name());
        }
    }

    @Test
    void letsEverythingElseGoOn() {
        for (Manifest other : List.of(
                of("ServiceAccount", "shop", "other"),
                of("ConfigMap", "elsewhere", "files"),
                of("Secret", "shop", "files"),
                of("Namespace", "", "elsewhere"),
                of("Service", "shop", "web"))) {
            assertThat(Dependencies.blocker(DEPLOYMENT, List.of(other))).isEmpty();
        }
    }

    @Test
    void holdsACustomResourceBackForItsDefinition() {
        // Given
        Manifest definition = JsonText.manifest("""
            {'apiVersion':'apiextensions.k8s.io/v1','kind':'CustomResourceDefinition','metadata':{'name':'w.e.org'},
             'spec':{'group':'e.org','names':{'kind':'Widget'}}}\
            """);
        Manifest widget = JsonText.manifest("{'apiVersion':'e.org/v1','kind':'Widget','metadata':{'name':'w'}}");
        Manifest gadget = JsonText.manifest("{'apiVersion':'e.org/v1','kind':'Gadget','metadata':{'name':'g'}}");
        // When / Then
        assertThat(Dependencies.blocker(widget, List.of(definition))).isPresent();
        assertThat(Dependencies.blocker(gadget, List.of(definition))).isEmpty();
    }
}
