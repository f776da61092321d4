package io.pilothouse.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.pilothouse.testkit.cluster.ControlPlane;
import io.pilothouse.testkit.cluster.SharedControlPlanes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiProxyIT {
    private final ControlPlane plane = SharedControlPlanes.get("a").controlPlane();
    private ApiProxy proxy;
    private KubernetesClient client;
    private String namespace;

    @BeforeEach
    void start() {
        namespace = plane.freshNamespace("proxy");
        proxy = ApiProxy.start(plane);
        client = client(proxy.kubeconfigText(), "");
    }

    private static KubernetesClient client(String kubeconfig, String impersonated) {
        Config config = Config.fromKubeconfig(kubeconfig);
        config.setRequestRetryBackoffLimit(0);
        config.setWatchReconnectLimit(0);
        config.setOnlyHttpWatches(true);
        if (!impersonated.isEmpty()) {
            config.setImpersonateUsername(impersonated);
        }
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new JdkHttpClientFactory())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        proxy.close();
    }

    private ConfigMap map(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .addToData("key", "value")
                .build();
    }

    @Test
    void writesDownWhoChangedWhatInWhichOrder() {
        // When
        client.resource(map("first")).create();
        client.resource(map("second")).create();
        client.configMaps().inNamespace(namespace).withName("first").get();
        // Then
        assertThat(proxy.writes()).hasSize(2).allSatisfy(write -> {
            assertThat(write.method()).isEqualTo("POST");
            assertThat(write.user()).isEqualTo("admin");
            assertThat(write.impersonated()).isEmpty();
            assertThat(write.path()).isEqualTo("/api/v1/namespaces/" + namespace + "/configmaps");
            assertThat(write.digest()).hasSize(64);
            assertThat(write.status()).isEqualTo(201);
        });
        assertThat(proxy.journal()).hasSizeGreaterThan(2);
    }

    @Test
    void stripsAHeaderSoThatTheApiServerSeesTheSenderItself() {
        // Given
        try (KubernetesClient nobody = client(proxy.kubeconfigText(), "system:serviceaccount:x:y")) {
            assertThatThrownBy(() -> nobody.resource(map("as-nobody")).create())
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            e -> assertThat(e.getCode()).isEqualTo(403));
            // When
            proxy.inject(Asked::isWrite, new Fault.Strip("Impersonate-User"), 1);
            nobody.resource(map("as-admin")).create();
        }
        // Then
        assertThat(proxy.writes().getLast().impersonated()).contains("system:serviceaccount:x:y");
    }

    @Test
    void answersInsteadOfTheApiServerAsOftenAsAsked() {
        // Given
        proxy.inject(Asked::isWrite, Fault.tooManyRequests(1), 1);
        // When / Then
        assertThatThrownBy(() -> client.resource(map("late")).create())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(429));
        assertThat(client.resource(map("late")).create().getData()).containsEntry("key", "value");
    }

    @Test
    void losesTheAnswerOfAChangeThatWasMade() {
        // Given
        proxy.inject(Asked::isWrite, new Fault.LostAnswer(), 1);
        // When / Then
        assertThatThrownBy(() -> client.resource(map("lost")).create()).isInstanceOf(KubernetesClientException.class);
        assertThat(client.configMaps().inNamespace(namespace).withName("lost").get())
                .isNotNull();
    }

    @Test
    void resetsAndCutsConnections() {
        // the JDK's client asks once more by itself where a connection broke
        proxy.inject(asked -> asked.path().endsWith("/reset"), new Fault.Reset(), 5);
        proxy.inject(asked -> asked.path().endsWith("/cut"), new Fault.Cut(20, true), 1);
        client.resource(map("cut")).create();
        for (String name : List.of("reset", "cut")) {
            assertThatThrownBy(() -> client.configMaps()
                            .inNamespace(namespace)
                            .withName(name)
                            .get())
                    .isInstanceOf(KubernetesClientException.class);
        }
    }

    @Test
    void passesWatchesOnAndEndsThemInGoodOrder() {
        // Given
        List<String> seen = new CopyOnWriteArrayList<>();
        Watcher<ConfigMap> watcher = new Watcher<>() {
            @Override
            public void eventReceived(Action action, ConfigMap map) {
                seen.add(map.getMetadata().getName());
            }

            @Override
            public void onClose(WatcherException cause) {
                seen.add("closed");
            }
        };
        try (Watch watch = client.configMaps().inNamespace(namespace).watch(watcher)) {
            assertThat(watch).isNotNull();
            client.resource(map("watched")).create();
            await(seen, "watched");
            // When
            proxy.endWatches();
            // Then
            await(seen, "closed");
        }
    }

    private static void await(List<String> seen, String what) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> seen.contains(what));
    }

    @Test
    void showsACertificateWhoseTimeIsOverUntilItHeals() {
        // When
        proxy.expireCertificate();
        // Then
        assertThatThrownBy(() -> client.namespaces().withName(namespace).get())
                .isInstanceOf(KubernetesClientException.class)
                .hasStackTraceContaining("NotAfter");
        proxy.heal();
        assertThat(client.namespaces().withName(namespace).get()).isNotNull();
    }
}
