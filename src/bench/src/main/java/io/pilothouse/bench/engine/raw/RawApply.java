package io.pilothouse.bench.engine.raw;

import io.pilothouse.bench.engine.cluster.Api;
import io.pilothouse.bench.engine.cluster.InFlight;
import io.pilothouse.bench.workload.ObjectSet;
import io.pilothouse.bench.workload.SliceRepository;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The ceiling of a first sync: every object is one server-side apply of the file's own text, 16 under way at once over
/// one connection. Knows nothing, keeps nothing, looks at no answer but its status.
public final class RawApply {
    public static final String MANAGER = "raw";

    private RawApply() {}

    /// @param objects sent after the namespace is there
    public static void apply(Api api, String namespace, List<ObjectSet.Item> objects)
            throws IOException, InterruptedException {
        api.send(api.apply("/api/v1/namespaces/" + namespace, MANAGER, SliceRepository.namespaceYaml(namespace)));
        List<HttpRequest> requests = new ArrayList<>(objects.size());
        for (ObjectSet.Item item : objects) {
            requests.add(api.apply(item.path(namespace), MANAGER, item.yaml()));
        }
        InFlight.send(api, requests);
    }

    /// As a process of its own.
    ///
    /// @param arguments address of the API server, file of its authority, token, namespace, folder of a plot's
    ///     files
    public static void main(String[] arguments) throws Exception {
        List<ObjectSet.Item> objects = new ArrayList<>();
        try (var files = Files.list(Path.of(arguments[4]))) {
            for (Path file : files.sorted().toList()) {
                String[] name =
                        file.getFileName().toString().replace(".yaml", "").split("-", 2);
                if (!name[0].equals("0")) {
                    objects.add(new ObjectSet.Item("", name[0], name[1], Files.readString(file)));
                }
            }
        }
        try (Api api =
                Api.open(URI.create(arguments[0]), Path.of(arguments[1]), arguments[2], HttpClient.Version.HTTP_2)) {
            apply(api, arguments[3], objects);
        }
    }
}
