package io.pilothouse.testkit.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Pushes charts into a registry as `helm push` does: the chart and its description as blobs, and a manifest.
public final class ChartPush {
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private final HttpClient client;
    private final String host;
    private final Optional<String> authorization;

    public ChartPush(OciRegistryServer registry, SSLContext trust, Optional<Map.Entry<String, String>> login) {
        this.client = HttpClient.newBuilder().sslContext(trust).build();
        this.host = registry.host();
        this.authorization = login.map(pair -> "Basic "
                + Base64.getEncoder()
                        .encodeToString((pair.getKey() + ":" + pair.getValue()).getBytes(StandardCharsets.UTF_8)));
    }

    /// @param name the chart's, with its folders
    /// @return the archive's digest
    public String push(String name, String tag, byte[] archive) {
        return push(name, tag, archive, "application/vnd.cncf.helm.config.v1+json");
    }

    /// @param config the media type that says what is pushed
    public String push(String name, String tag, byte[] archive, String config) {
        byte[] description =
                "{\"name\":\"%s\",\"version\":\"%s\"}".formatted(name, tag).getBytes(StandardCharsets.UTF_8);
        String digest = blob(name, archive);
        String manifest =
                """
                {"schemaVersion":2,"mediaType":"%s",
                 "config":{"mediaType":"%s","digest":"sha256:%s","size":%d},
                 "layers":[{"mediaType":"application/vnd.cncf.helm.chart.content.v1.tar+gzip","digest":"sha256:%s","size":%d}]}
                """.formatted(MANIFEST, config, blob(name, description), description.length, digest, archive.length);
        expect(
                201,
                send(
                        "PUT",
                        URI.create("https://" + host + "/v2/" + name + "/manifests/" + tag),
                        MANIFEST,
                        manifest.getBytes(StandardCharsets.UTF_8)));
        return digest;
    }

    private String blob(String name, byte[] content) {
        String digest = sha256(content);
        HttpResponse<String> begun = send(
                "POST", URI.create("https://" + host + "/v2/" + name + "/blobs/uploads/"), "text/plain", new byte[0]);
        expect(202, begun);
        String location = begun.headers().firstValue("Location").orElseThrow();
        URI upload = URI.create("https://" + host).resolve(location);
        expect(
                201,
                send(
                        "PUT",
                        URI.create(upload + (upload.getQuery() == null ? "?" : "&") + "digest=sha256:" + digest),
                        "application/octet-stream",
                        content));
        return digest;
    }

    private HttpResponse<String> send(String method, URI uri, String type, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        authorization.ifPresent(value -> request.header("Authorization", value));
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("the registry does not take " + uri.getPath(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while pushing", e);
        }
    }

    private static void expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(
                    "the registry answers " + answer.statusCode() + " to " + answer.uri() + ": " + answer.body());
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
