package io.pilothouse.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.wire.http.StatusServer.Readiness;
import io.pilothouse.wire.http.StatusServer.Response;
import io.pilothouse.wire.http.StatusServer.Route;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusServerIT {
    private final AtomicReference<Readiness> readiness = new AtomicReference<>(Readiness.READY);
    private final HttpClient client = HttpClient.newHttpClient();
    private StatusServer server;

    @BeforeEach
    void start() throws Exception {
        server = StatusServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                () -> "up 1\n",
                readiness::get,
                List.of(new Route(
                        "POST",
                        "/hook",
                        8,
                        request -> Response.text(202, request.body().remaining() + " bytes"))));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void servesMetersAndLiveness() throws Exception {
        assertThat(send("GET", "/metrics", "").body()).isEqualTo("up 1\n");
        assertThat(send("GET", "/livez", "").statusCode()).isEqualTo(200);
    }

    @Test
    void saysWhyItIsNotReady() throws Exception {
        readiness.set(new Readiness(false, "the ledger is being read"));
        HttpResponse<String> response = send("GET", "/readyz", "");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("the ledger is being read\n");
    }

    @Test
    void acceptsOnlyWhatARouteAllows() throws Exception {
        assertThat(send("POST", "/hook", "12345678").body()).isEqualTo("8 bytes\n");
        assertThat(send("POST", "/hook", "123456789").statusCode()).isEqualTo(413);
        assertThat(send("GET", "/hook", "").statusCode()).isEqualTo(405);
        assertThat(send("GET", "/livez/more", "").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/", "").statusCode()).isEqualTo(404);
    }
}
