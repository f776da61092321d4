package io.pilothouse.agent.kube;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.pilothouse.agent.port.Tenant;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.testkit.cluster.ControlPlane;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import io.pilothouse.testkit.hand.Rights;
import io.pilothouse.testkit.proxy.ApiProxy;
import io.pilothouse.testkit.proxy.Asked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The adapter on a real control plane, by way of a recording proxy, with the rights that an agent has in production;
/// and another client to look and meddle with.
final class KubeRig implements AutoCloseable {
    final ControlPlane plane = SharedControlPlanes.get("engine").controlPlane();
    final String namespace = plane.freshNamespace("shop");
    final String home = "agent-" + namespace;
    final ApiProxy proxy = ApiProxy.start(plane);
    final KubernetesClient hand = new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(plane.kubeconfigText()))
            .withHttpClientFactory(new JdkHttpClientFactory())
            .build();
    final KubeCluster cluster;
    private final Path kubeconfig;

    KubeRig() throws Exception {
        this(Duration.ofSeconds(10));
    }

    KubeRig(Duration timeout) throws Exception {
        Rights.install(plane, home, namespace);
        kubeconfig = Files.createTempFile("kubeconfig", "");
        Files.writeString(kubeconfig, proxy.kubeconfigFor(Rights.agentToken(plane, home)));
        cluster = KubeCluster.open(new KubeSettings(Optional.of(kubeconfig), Optional.empty(), home, 16, timeout));
    }

    /// The account of an application in the rig's namespace.
    Tenant tenant() {
        return tenant("");
    }

    Tenant tenant(String serviceAccount) {
        return cluster.as(new ApplicationKey("test", Layer.APP, namespace, "web"), serviceAccount);
    }

    Tenant infra() {
        return cluster.as(new ApplicationKey("test", Layer.INFRA, "", "base"), "");
    }

    static Json.Obj json(String text) {
        try {
            return JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Manifest manifest(String text) {
        Json.Obj content = json(text);
        String apiVersion = content.text("apiVersion").orElseThrow();
        ResourceKey key = new ResourceKey(
                ResourceKey.groupOf(apiVersion),
                content.text("kind").orElseThrow(),
                content.text("metadata", "namespace").orElse(""),
                content.text("metadata", "name").orElseThrow());
        return new Manifest(key, apiVersion, content, new Origin("test.yaml", 1, 1));
    }

    Manifest configMap(String name, String value) {
        return manifest("""
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"%s","name":"%s"},"data":{"key":"%s"}}
            """.formatted(namespace, name, value));
    }

    GenericKubernetesResource get(Manifest manifest) {
        var resources = hand.genericKubernetesResources(
                manifest.apiVersion(), manifest.key().kind());
        return manifest.key().isNamespaced()
                ? resources
                        .inNamespace(manifest.key().namespace())
                        .withName(manifest.key().name())
                        .get()
                : resources.withName(manifest.key().name()).get();
    }

    /// @return writes that the API server let happen
    List<Asked> successes() {
        return proxy.writes().stream()
                .filter(write -> write.status() / 100 == 2)
                .toList();
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        proxy.close();
        hand.namespaces().withName(namespace).delete();
        hand.namespaces().withName(home).delete();
        hand.close();
        Files.delete(kubeconfig);
    }
}
