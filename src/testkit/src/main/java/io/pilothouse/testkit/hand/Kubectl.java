package io.pilothouse.testkit.hand;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pilothouse.core.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A person with `kubectl`: reads past everything of ours, straight from the API server, and edits by hand under the
/// name that `kubectl edit` leaves in the managed fields. Failures are fabric8's exceptions.
public final class Kubectl implements AutoCloseable {
    /// Who changed a field, according to the API server.
    public static final String FIELD_MANAGER = "kubectl-edit";

    private static final int THERE_ALREADY = 409;
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final KubernetesClient client;

    private Kubectl(KubernetesClient client) {
        this.client = client;
    }

    /// @param context the entry of the file to use; empty for its current one
    public static Kubectl of(Path kubeconfig, String context) {
        Config access = context.isEmpty()
                ? Config.fromKubeconfig(kubeconfig.toFile())
                : Config.fromKubeconfig(context, kubeconfig.toFile());
        Config config = new ConfigBuilder(access)
                .withRequestRetryBackoffLimit(0)
                .withRequestTimeout((int) TIMEOUT.toMillis())
                .withConnectionTimeout((int) TIMEOUT.toMillis())
                .build();
        return new Kubectl(new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new JdkHttpClientFactory())
                .build());
    }

    /// Creates the namespace unless it is there.
    public void ensureNamespace(String name) {
        if (client.namespaces().withName(name).get() == null) {
            client.namespaces()
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    /// Creates the objects in this order, and leaves those alone that are there.
    public void create(List<Json.Obj> manifests) {
        for (Json.Obj manifest : manifests) {
            try {
                client.resource(Serialization.unmarshal(manifest.canonical(), GenericKubernetesResource.class))
                        .create();
            } catch (KubernetesClientException e) {
                if (e.getCode() != THERE_ALREADY) {
                    throw e;
                }
            }
        }
    }

    /// @return a token of a ServiceAccount, good for an hour
    public String token(String namespace, String serviceAccount) {
        return client.serviceAccounts()
                .inNamespace(namespace)
                .withName(serviceAccount)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    /// Sets one key of a ConfigMap, as somebody in a hurry does.
    public void editConfigMap(String namespace, String name, String key, String value) {
        String patch = Serialization.asJson(Map.of("data", Map.of(key, value)));
        client.configMaps()
                .inNamespace(namespace)
                .withName(name)
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager(FIELD_MANAGER)
                                .build(),
                        patch);
    }

    /// @return one key of a ConfigMap, read from the API server; empty where either is missing
    public Optional<String> configMap(String namespace, String name, String key) {
        return Optional.ofNullable(client.configMaps()
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                .map(ConfigMap::getData)
                .map(data -> data.get(key));
    }

    @Override
    public void close() {
        client.close();
    }
}
