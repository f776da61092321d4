package io.pilothouse.bench.engine.eye;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.bench.engine.cluster.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The third eye: a process of its own that watches with plain HTTP and belongs to neither side. Prints a line for each
/// event: what happened, the object, and of a Deployment its image and what tells its specification from another.
final class EyeMain {
    private static final List<String> COLLECTIONS = List.of(
            "/api/v1/configmaps",
            "/api/v1/secrets",
            "/api/v1/serviceaccounts",
            "/api/v1/services",
            "/apis/apps/v1/deployments",
            "/apis/networking.k8s.io/v1/ingresses",
            "/apis/bench.pilothouse.io/v1/gauges");

    private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);

    private EyeMain() {}

    /// @param arguments address of the API server, file of its authority, token
    public static void main(String[] arguments) throws Exception {
        Api api = Api.open(URI.create(arguments[0]), Path.of(arguments[1]), arguments[2], HttpClient.Version.HTTP_1_1);
        EyeMain eye = new EyeMain();
        for (String collection : COLLECTIONS) {
            String version = api.get(collection + "?limit=1")
                    .path("metadata")
                    .path("resourceVersion")
                    .asText();
            Thread.ofVirtual().start(() -> eye.watch(api, collection, version));
        }
        eye.say("ready");
        while (System.in.read() >= 0) {
            // it ends when its standard input does
        }
    }

    private void watch(Api api, String collection, String version) {
        String from = version;
        try {
            while (true) {
                from = follow(api, collection, from);
            }
        } catch (IOException e) {
            say("lost " + collection + " " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return the version it came to before the server ended the watch
    private String follow(Api api, String collection, String from) throws IOException, InterruptedException {
        String last = from;
        String path = collection + "?watch=true&allowWatchBookmarks=true&timeoutSeconds=3000&resourceVersion=" + from;
        try (var lines = new BufferedReader(new InputStreamReader(api.stream(path), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode event = Api.JSON.readTree(line);
                JsonNode object = event.path("object");
                String type = event.path("type").asText();
                if (type.equals("ERROR")) {
                    throw new IOException(line);
                }
                last = object.path("metadata").path("resourceVersion").asText();
                if (!type.equals("BOOKMARK")) {
                    say(type + " " + name(object) + " " + value(object));
                }
            }
        }
        return last;
    }

    private static String name(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return object.path("kind").asText() + " " + metadata.path("namespace").asText() + " "
                + metadata.path("name").asText();
    }

    private static String value(JsonNode object) {
        return switch (object.path("kind").asText()) {
            case "Deployment" ->
                object.at("/spec/template/spec/containers/0/image").asText() + "#"
                        + object.path("spec").toString().hashCode();
            default -> "-";
        };
    }

    private synchronized void say(String line) {
        out.println(line);
        out.flush();
    }
}
