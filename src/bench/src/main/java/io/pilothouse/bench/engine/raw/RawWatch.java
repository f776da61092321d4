package io.pilothouse.bench.engine.raw;

import io.pilothouse.bench.engine.cluster.Api;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// The floor of a steady state: the same watches as the agent's, and nobody who does anything with them.
public final class RawWatch implements AutoCloseable {
    private static final List<String> COLLECTIONS = List.of(
            "/api/v1/namespaces",
            "/api/v1/configmaps",
            "/api/v1/serviceaccounts",
            "/api/v1/services",
            "/apis/apps/v1/deployments",
            "/apis/networking.k8s.io/v1/ingresses");

    private final List<InputStream> streams = new ArrayList<>();

    public RawWatch(Api api) throws IOException, InterruptedException {
        for (String path : COLLECTIONS) {
            String version =
                    api.get(path + "?limit=1").at("/metadata/resourceVersion").asText();
            InputStream stream = api.stream(path + "?watch=true&timeoutSeconds=3000&labelSelector="
                    + "pilothouse.io%2Fapplication&resourceVersion=" + version);
            streams.add(stream);
            Thread.ofVirtual().start(() -> drain(stream));
        }
    }

    private static void drain(InputStream stream) {
        try {
            stream.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // it was closed
        }
    }

    @Override
    public void close() throws IOException {
        for (InputStream stream : streams) {
            stream.close();
        }
    }
}
