package io.pilothouse.bench.engine.raw;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.bench.engine.cluster.Api;
import io.pilothouse.bench.workload.ObjectSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// The ceiling of correcting drift: a watch of one kind, and for each event of a specification that is not the wanted
/// one a PATCH with what is wanted. Takes the specifications it finds for the wanted ones.
public final class RawRevert implements AutoCloseable {
    private final Api api;
    private final String namespace;
    private final Map<String, ObjectSet.Item> wanted = new HashMap<>();
    private final Map<String, JsonNode> specifications = new HashMap<>();
    private final InputStream events;

    /// Returns when it watches.
    ///
    /// @param objects those of kind Deployment are guarded; they are as wanted now
    public RawRevert(Api api, String namespace, ObjectSet objects) throws IOException, InterruptedException {
        this.api = api;
        this.namespace = namespace;
        String path = ObjectSet.collection("Deployment", namespace);
        for (ObjectSet.Item item : objects.items()) {
            if (item.kind().equals("Deployment")) {
                wanted.put(item.name(), item);
            }
        }
        JsonNode list = api.get(path);
        list.path("items")
                .forEach(item -> specifications.put(item.at("/metadata/name").asText(), item.path("spec")));
        events = api.stream(path + "?watch=true&timeoutSeconds=3000&resourceVersion="
                + list.at("/metadata/resourceVersion").asText());
        Thread.ofPlatform().daemon().name("raw-revert").start(this::guard);
    }

    private void guard() {
        try (var lines = new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode object = Api.JSON.readTree(line).path("object");
                String name = object.at("/metadata/name").asText();
                ObjectSet.Item item = wanted.get(name);
                if (item != null && !object.path("spec").equals(specifications.get(name))) {
                    var _ = api.start(api.apply(item.path(namespace), RawApply.MANAGER, item.yaml()));
                }
            }
        } catch (IOException e) {
            // it was closed
        }
    }

    @Override
    public void close() throws IOException {
        events.close();
    }
}
