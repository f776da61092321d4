package io.pilothouse.hub;

import static io.pilothouse.hub.Samples.application;
import static io.pilothouse.hub.Samples.cluster;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pilothouse.proto.v1.ConnectResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubHttpIT {
    private static final String C = "prod-eu-1";
    private static final String PUSH =
            "{\"ref\": \"refs/heads/main\", \"after\": \"0123456789abcdef0123456789abcdef01234567\", \"x\": [1]}";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private Hub hub;
    private TestAgent agent;

    @BeforeEach
    void start() throws IOException {
        Path data = folder.resolve("data");
        Path secret = Files.writeString(folder.resolve("secret"), "hush\n");
        hub = Hub.start(HubConfig.at(data).withWebhookSecretFile(secret));
        agent = new TestAgent(hub.address(), Issuing.agent(data, C, folder.resolve(C)), C);
        agent.hello("journal", 1, 1);
    }

    @AfterEach
    void stop() {
        agent.close();
        hub.close();
        http.close();
    }

    @Test
    void measuresTheFleetAndItself() throws Exception {
        // Given
        agent.report(1, cluster(C, "v1"), application(C, "web"), application(C, "api"));
        agent.signals("p", Samples.minute(Instant.now().getEpochSecond() / 60, 3, Duration.ofSeconds(7)));
        await().until(() -> get("/metrics").body().contains("pilothouse_changes_total{result=\"succeeded\"} 3.0"));
        // When
        String metrics = get("/metrics").body();
        // Then
        assertThat(metrics.lines())
                .contains(
                        "pilothouse_agent_connected 1.0",
                        "pilothouse_applications{state=\"synced\"} 2.0",
                        "pilothouse_applications{state=\"unknown\"} 0.0",
                        "pilothouse_clusters{contact=\"connected\"} 1.0",
                        "pilothouse_drift_detected_total 2.0",
                        "pilothouse_drift_corrected_total 1.0",
                        "pilothouse_change_lead_seconds_bucket{le=\"10.0\"} 1",
                        "pilothouse_change_lead_seconds_sum 7.0",
                        "pilothouse_ledger_writable 1.0",
                        "pilothouse_fleet_watchers 0.0");
        assertThat(metrics)
                .contains("pilothouse_ledger_commit_seconds_count")
                .contains("pilothouse_ledger_commit_seconds_bucket")
                .contains("pilothouse_ledger_queue_depth")
                .contains("pilothouse_agent_last_heartbeat_timestamp_seconds{cluster=\"prod-eu-1\"}")
                .contains("pilothouse_cert_expiry_seconds")
                .contains("pilothouse_disk_free_ratio")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void saysThatItLivesAndIsReady() throws Exception {
        // Given
        String live = "/livez";
        // When
        HttpResponse<String> ready = get("/readyz");
        // Then
        assertThat(get(live).statusCode()).isEqualTo(200);
        assertThat(ready.statusCode()).isEqualTo(200);
    }

    @Test
    void tellsAgentsOfASignedPush() throws Exception {
        // Given
        String signature = "sha256=" + HexFormat.of().formatHex(hmac(PUSH));
        // When
        HttpResponse<String> response = push(PUSH, signature);
        // Then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).contains("\"agents\": 1");
        var nudge = agent.next(ConnectResponse.MessageCase.NUDGE).getNudge();
        assertThat(nudge.getRef()).isEqualTo("refs/heads/main");
        assertThat(nudge.getRevision()).isEqualTo(Samples.REVISION.id());
    }

    @Test
    void refusesAPushThatIsNotSignedWithTheSecret() throws Exception {
        // Given
        String signature = "sha256=" + HexFormat.of().formatHex(hmac("another body"));
        // When
        HttpResponse<String> forged = push(PUSH, signature);
        // Then
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.body()).doesNotContain("hush");
        assertThat(push(PUSH, "").statusCode()).isEqualTo(403);
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        // Given
        String large = "x".repeat((1 << 20) + 1);
        // When
        HttpResponse<String> response = push(large, "sha256=" + HexFormat.of().formatHex(hmac(large)));
        // Then
        assertThat(response.statusCode()).isEqualTo(413);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> push(String body, String signature) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/hooks/git")).POST(BodyPublishers.ofString(body));
        if (!signature.isEmpty()) {
            request.header("X-Hub-Signature-256", signature);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + hub.httpAddress().getPort() + path);
    }

    private static byte[] hmac(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("hush".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
    }
}
