package io.pilothouse.testkit.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.rights.RightsManifests;
import io.pilothouse.core.rights.Writer;
import java.util.List;

/// Gives an agent the rights that it has in production, and no others. What is there already stays.
public final class Rights {
    private static final int THERE_ALREADY = 409;

    private Rights() {}

    /// The agent's own rights, the infra layer's, and what each of the namespaces needs, which exist.
    ///
    /// @param agentNamespace is made if it does not exist
    public static void install(ControlPlane plane, String agentNamespace, String... namespaces) {
        try (KubernetesClient client = client(plane.kubeconfigText())) {
            create(client, RightsManifests.agent(agentNamespace, true));
            for (String namespace : namespaces) {
                create(client, RightsManifests.tenant(namespace, agentNamespace));
            }
        }
    }

    /// What custom kinds need on top.
    public static void installKinds(ControlPlane plane, String agentNamespace, String group, String... plurals) {
        try (KubernetesClient client = client(plane.kubeconfigText())) {
            create(client, RightsManifests.kinds(group, List.of(plurals), agentNamespace));
        }
    }

    /// @return the token that an agent's pod would have: of an account that may write nothing but its own documents
    public static String agentToken(ControlPlane plane, String agentNamespace) {
        try (KubernetesClient client = client(plane.kubeconfigText())) {
            return client.serviceAccounts()
                    .inNamespace(agentNamespace)
                    .withName(Writer.AGENT)
                    .tokenRequest(new TokenRequestBuilder()
                            .withNewSpec()
                            .withExpirationSeconds(3600L)
                            .endSpec()
                            .build())
                    .getStatus()
                    .getToken();
        }
    }

    private static void create(KubernetesClient client, List<Json.Obj> manifests) {
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

    private static KubernetesClient client(String kubeconfig) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig))
                .withHttpClientFactory(new JdkHttpClientFactory())
                .build();
    }
}
