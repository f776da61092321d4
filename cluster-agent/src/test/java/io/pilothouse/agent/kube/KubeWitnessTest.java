package io.pilothouse.agent.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.pilothouse.agent.port.Witness;
import io.pilothouse.core.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against an API server that says what the test tells it to: a log needs a kubelet, which no test cluster has.
class KubeWitnessTest {
    @TempDir
    private Path folder;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private HttpServer server;
    private KubeCluster cluster;
    private Witness witness;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String answer = answers.get(exchange.getRequestURI().toString());
            byte[] body = (answer == null ? "not there" : answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length == 0 ? -1 : body.length);
            try (exchange) {
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        cluster = KubeCluster.open(KubeSettings.of(kubeconfig(), ""));
        witness = cluster.witness();
    }

    private Path kubeconfig() throws IOException {
        return Files.writeString(
                folder.resolve("kubeconfig"), """
                    apiVersion: v1
                    kind: Config
                    current-context: a
                    clusters: [{name: a, cluster: {server: "http://127.0.0.1:%d"}}]
                    users: [{name: a, user: {}}]
                    contexts: [{name: a, context: {cluster: a, user: a}}]
                    """.formatted(server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        cluster.close();
        server.stop(0);
    }

    @Test
    void readsTheLastLinesOfTheRunThatFailed() {
        // Given
        answers.put(
                "/api/v1/namespaces/shop/pods/web-1/log?container=web&tailLines=20&limitBytes=65536&previous=true",
                "starting\npanic: no database\n");
        // Then
        assertThat(witness.log("shop", "web-1", "web", true)).containsExactly("starting", "panic: no database");
    }

    @Test
    void hasNoLogWhereTheNodeGivesNone() {
        assertThat(witness.log("shop", "web-1", "web", false)).isEmpty();
    }

    @Test
    void asksForTheEventsOfOneObjectOnly() {
        // Given
        answers.put(
                "/api/v1/namespaces/shop/events?fieldSelector=involvedObject.uid%3Du1&limit=100",
                "{\"items\":[{\"reason\":\"FailedMount\"}]}");
        // Then
        assertThat(witness.events("shop", "u1"))
                .extracting(event -> event.text("reason").orElse(""))
                .containsExactly("FailedMount");
        assertThat(witness.events("shop", "")).isEmpty();
        assertThat(witness.events("", "u2")).isEmpty();
    }

    @Test
    void asksForPodsByAllOfTheirLabels() {
        // Given
        answers.put(
                "/api/v1/namespaces/shop/pods?labelSelector=app%3Dweb&limit=100",
                "{\"items\":[{\"kind\":\"Pod\"}, 1]}");
        // Then
        List<Json.Obj> pods = witness.pods("shop", Map.of("app", "web"));
        assertThat(pods)
                .singleElement()
                .satisfies(pod -> assertThat(pod.text("kind")).contains("Pod"));
    }
}
