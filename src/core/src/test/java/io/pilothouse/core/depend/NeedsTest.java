package io.pilothouse.core.depend;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.manifest.ResourceKey;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NeedsTest {
    private static Set<String> needs(String manifest) {
        Set<String> needs = new TreeSet<>();
        Needs.of(JsonText.manifest(manifest)).forEach(key -> needs.add(key.toString()));
        return needs;
    }

    private static Set<String> set(String... expected) {
        return new TreeSet<>(Arrays.asList(expected));
    }

    private static final String POD = """
        {'serviceAccountName':'runner','priorityClassName':'high','runtimeClassName':'gvisor',
         'imagePullSecrets':[{'name':'pull'}],
         'volumes':[{'name':'a','configMap':{'name':'files'}},
           {'name':'b','persistentVolumeClaim':{'claimName':'disk'}},
           {'name':'c','secret':{'secretName':'cert'}},
           {'name':'d','projected':{'sources':[{'configMap':{'name':'p-map'}},{'secret':{'name':'p-secret'}}]}},
           {'name':'e','emptyDir':{}}],
         'initContainers':[{'name':'i','envFrom':[{'configMapRef':{'name':'init'}}]}],
         'containers':[{'name':'web','envFrom':[{'secretRef':{'name':'login'}},
             {'configMapRef':{'name':'maybe','optional':true}}],
           'env':[{'name':'X','valueFrom':{'configMapKeyRef':{'name':'settings','key':'x'}}},
             {'name':'Y','valueFrom':{'secretKeyRef':{'name':'token','key':'y'}}},{'name':'Z','value':'z'}]}]}\
        """;
    private static final String[] POD_NEEDS = {
        "ConfigMap shop/files",
        "ConfigMap shop/init",
        "ConfigMap shop/p-map",
        "ConfigMap shop/settings",
        "Namespace shop",
        "PersistentVolumeClaim shop/disk",
        "PriorityClass.scheduling.k8s.io high",
        "RuntimeClass.node.k8s.io gvisor",
        "Secret shop/cert",
        "Secret shop/login",
        "Secret shop/p-secret",
        "Secret shop/pull",
        "Secret shop/token",
        "ServiceAccount shop/runner"
    };

    private static String workload(String apiVersion, String kind, String spec) {
        return "{'apiVersion':'%s','kind':'%s','metadata':{'namespace':'shop','name':'web'},'spec':%s}"
                .formatted(apiVersion, kind, spec);
    }

    @Test
    void findsWhatPodsMountAndRunAs() {
        List.of(
                        workload("v1", "Pod", POD),
                        workload("apps/v1", "Deployment", "{'template':{'spec':" + POD + "}}"),
                        workload("batch/v1", "Job", "{'template':{'spec':" + POD + "}}"),
                        workload("batch/v1", "CronJob", "{'jobTemplate':{'spec':{'template':{'spec':" + POD + "}}}}"),
                        workload("argoproj.io/v1alpha1", "Rollout", "{'template':{'spec':" + POD + "}}"))
                .forEach(manifest -> assertThat(needs(manifest)).isEqualTo(set(POD_NEEDS)));
    }

    @Test
    void leavesOutWhatIsOptional() {
        assertThat(needs(workload("v1", "Pod", POD))).doesNotContain("ConfigMap shop/maybe");
    }

    @Test
    void findsTheServiceAndTheStorageOfAStatefulSet() {
        assertThat(needs(workload("apps/v1", "StatefulSet", """
            {'serviceName':'db','volumeClaimTemplates':[{'spec':{'storageClassName':'fast'}}]}\
            """)))
                .isEqualTo(set("Namespace shop", "Service shop/db", "StorageClass.storage.k8s.io fast"));
    }

    @Test
    void findsTheStorageOfAClaim() {
        assertThat(needs(workload("v1", "PersistentVolumeClaim", "{'storageClassName':'fast','volumeName':'disk-1'}")))
                .isEqualTo(set("Namespace shop", "PersistentVolume disk-1", "StorageClass.storage.k8s.io fast"));
    }

    @Test
    void findsWhatAnIngressLeadsToAndItsCertificates() {
        assertThat(needs(workload("networking.k8s.io/v1", "Ingress", """
            {'ingressClassName':'nginx','tls':[{'secretName':'cert'}],
             'defaultBackend':{'service':{'name':'fallback'}},
             'rules':[{'http':{'paths':[{'backend':{'service':{'name':'web'}}}]}}]}\
            """)))
                .isEqualTo(set(
                        "IngressClass.networking.k8s.io nginx",
                        "Namespace shop",
                        "Secret shop/cert",
                        "Service shop/fallback",
                        "Service shop/web"));
    }

    @Test
    void findsWhatAnAutoscalerScales() {
        assertThat(needs(workload("autoscaling/v2", "HorizontalPodAutoscaler", """
            {'scaleTargetRef':{'apiVersion':'apps/v1','kind':'Deployment','name':'web'}}\
            """)))
                .isEqualTo(set("Deployment.apps shop/web", "Namespace shop"));
    }

    @Test
    void findsTheRoleAndTheAccountsOfABinding() {
        assertThat(needs("""
            {'apiVersion':'rbac.authorization.k8s.io/v1','kind':'RoleBinding',
             'metadata':{'namespace':'shop','name':'b'},'roleRef':{'kind':'Role','name':'reader'},
             'subjects':[{'kind':'ServiceAccount','name':'runner'},
               {'kind':'ServiceAccount','name':'other','namespace':'ops'},{'kind':'User','name':'ann'}]}\
            """))
                .isEqualTo(set(
                        "Namespace shop",
                        "Role.rbac.authorization.k8s.io shop/reader",
                        "ServiceAccount ops/other",
                        "ServiceAccount shop/runner"));
        assertThat(needs("""
            {'apiVersion':'rbac.authorization.k8s.io/v1','kind':'ClusterRoleBinding','metadata':{'name':'b'},
             'roleRef':{'kind':'ClusterRole','name':'reader'}}\
            """)).isEqualTo(set("ClusterRole.rbac.authorization.k8s.io reader"));
    }

    @Test
    void findsTheServiceBehindAWebhookAndAnApi() {
        assertThat(needs("""
            {'apiVersion':'admissionregistration.k8s.io/v1','kind':'ValidatingWebhookConfiguration',
             'metadata':{'name':'w'},
             'webhooks':[{'clientConfig':{'service':{'namespace':'shop','name':'guard'}}},
               {'clientConfig':{'url':'https://elsewhere'}}]}\
            """)).isEqualTo(set("Service shop/guard"));
        assertThat(needs("""
            {'apiVersion':'apiregistration.k8s.io/v1','kind':'APIService','metadata':{'name':'v1.e.org'},
             'spec':{'service':{'namespace':'shop','name':'api'}}}\
            """)).isEqualTo(set("Service shop/api"));
    }

    @Test
    void needsNothingElse() {
        assertThat(needs("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'namespace':'shop','name':'a'}}"))
                .isEqualTo(set("Namespace shop"));
        assertThat(needs("{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'shop'}}"))
                .isEmpty();
        assertThat(needs(workload("v1", "Service", "{'selector':{'app':'web'}}")))
                .isEqualTo(set("Namespace shop"));
    }

    @Test
    void survivesAnyShape() {
        for (String odd : List.of("[]", "1", "'x'", "{'containers':[1,'a',{}],'volumes':'x'}", "{'template':[]}")) {
            assertThat(needs(workload("apps/v1", "Deployment", odd))).isEqualTo(set("Namespace shop"));
        }
        assertThat(ResourceKey.groupOf("v1")).isEmpty();
    }
}
