package io.pilothouse.bench.engine.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// An API server as the JDK's HTTP client reaches it, with nothing in between: for baselines, for the eye, and for
/// looking whether what was done is right.
///
/// @param authority PEM file of who signed the server's certificate
public record Api(HttpClient http, URI server, Path authority, String token) implements AutoCloseable {
    public static final ObjectMapper JSON = new ObjectMapper();
    public static final String APPLY = "application/apply-patch+yaml";
    private static final int LOOKS = 300;
    private static final Duration LOOK = Duration.ofMillis(100);
    public static final String MERGE = "application/merge-patch+json";

    public static Api open(URI server, Path authority, String token, HttpClient.Version version) throws IOException {
        HttpClient http = HttpClient.newBuilder()
                .version(version)
                .sslContext(trusting(authority))
                .build();
        return new Api(http, server, authority, token);
    }

    /// @return a context that trusts one authority, for whoever opens connections of its own
    public static SSLContext trusting(Path authority) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(authority)));
            store.setCertificateEntry("authority", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot trust " + authority, e);
        }
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).header("Authorization", "Bearer " + token);
    }

    /// Server-side apply by a manager of its own, forced as kubectl's `--force-conflicts` does.
    public HttpRequest apply(String path, String manager, String yaml) {
        return request(path + "?fieldManager=" + manager + "&force=true")
                .header("Content-Type", APPLY)
                .method("PATCH", BodyPublishers.ofString(yaml))
                .build();
    }

    public HttpRequest merge(String path, String manager, String json) {
        return request(path + "?fieldManager=" + manager)
                .header("Content-Type", MERGE)
                .method("PATCH", BodyPublishers.ofString(json))
                .build();
    }

    public HttpRequest strategicMerge(String path, String manager, String json) {
        return request(path + "?fieldManager=" + manager)
                .header("Content-Type", "application/strategic-merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(json))
                .build();
    }

    /// Has the server know a kind of its own, and waits until it serves it.
    ///
    /// @param definition a CustomResourceDefinition
    /// @param collection where its objects are
    public void define(String definition, String collection) throws IOException, InterruptedException {
        HttpRequest create = request("/apis/apiextensions.k8s.io/v1/customresourcedefinitions")
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString(definition))
                .build();
        send(create);
        HttpRequest look = request(collection).build();
        for (int i = 0; i < LOOKS; i++) {
            if (http.send(look, BodyHandlers.discarding()).statusCode() == 200) {
                return;
            }
            Thread.sleep(LOOK);
        }
        throw new IOException("the API server does not serve " + collection);
    }

    public HttpRequest delete(String path) {
        return request(path).DELETE().build();
    }

    public CompletableFuture<HttpResponse<byte[]>> start(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofByteArray());
    }

    /// @throws IOException also where the answer is no success
    public byte[] send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        check(request, response);
        return response.body();
    }

    /// @throws IOException if it did not succeed; deleting what is gone did
    public static void check(HttpRequest request, HttpResponse<byte[]> response) throws IOException {
        boolean isGone = request.method().equals("DELETE") && response.statusCode() == 404;
        if (response.statusCode() / 100 != 2 && !isGone) {
            throw new IOException(request.method() + " " + request.uri().getPath() + ": " + response.statusCode() + " "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(send(request(path).build()));
    }

    public String text(String path) throws IOException, InterruptedException {
        return new String(send(request(path).build()), StandardCharsets.UTF_8);
    }

    /// @return the answer as it comes
    public InputStream stream(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofInputStream()).body();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
