package io.pilothouse.bench.engine.bed;

import io.pilothouse.bench.engine.cluster.InFlight;
import io.pilothouse.bench.engine.cluster.Truth;
import io.pilothouse.bench.frame.Scratch;
import io.pilothouse.bench.workload.ObjectSet;
import io.pilothouse.bench.workload.SliceRepository;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A namespace of its own for one side, and what it is to hold.
public final class Plot implements AutoCloseable {
    /// An object takes a few milliseconds; this is for a machine that does much else.
    private static final long MILLIS_FOR_EACH = 60;

    private final Bed bed;
    private final String namespace;
    private final ObjectSet objects;
    private final Path files;

    public Plot(Bed bed, String prefix, ObjectSet objects) throws IOException {
        this.bed = bed;
        this.namespace = bed.name(prefix);
        this.objects = objects;
        this.files = Files.createDirectory(bed.folder().resolve(namespace));
    }

    /// Writes a file for each object, named `Kind-name`, and one for the namespace that comes first.
    public Plot withFiles() throws IOException {
        Files.writeString(files.resolve("0-namespace.yaml"), SliceRepository.namespaceYaml(namespace));
        for (ObjectSet.Item item : objects.items()) {
            Files.writeString(files.resolve(item.kind() + "-" + item.name() + ".yaml"), item.yaml());
        }
        return this;
    }

    public String namespace() {
        return namespace;
    }

    public ObjectSet objects() {
        return objects;
    }

    public Path files() {
        return files;
    }

    public Duration patience() {
        return Duration.ofSeconds(60)
                .plusMillis(MILLIS_FOR_EACH * objects.items().size());
    }

    /// Waits until the eye has seen all of it.
    public void awaitLive() throws IOException, InterruptedException {
        bed.eye().awaitObjects(namespace, names(), patience());
    }

    private Set<String> names() {
        return objects.items().stream()
                .map(item -> item.kind() + "/" + item.name())
                .collect(Collectors.toSet());
    }

    /// Waits until the eye has seen that none of it is left.
    public void awaitGone() throws IOException, InterruptedException {
        bed.eye().awaitGone(namespace, names(), patience());
    }

    /// @return [Truth#RIGHT], or what is wrong
    public String truth() {
        return Truth.of(bed.api(), namespace, objects);
    }

    /// Removes it from the cluster, and waits until that has come to rest.
    @Override
    public void close() throws IOException {
        try {
            clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(namespace + " is not cleared");
        }
    }

    private void clear() throws IOException, InterruptedException {
        List<HttpRequest> requests = new ArrayList<>();
        for (String kind : objects.kinds()) {
            requests.add(bed.api().delete(ObjectSet.collection(kind, namespace)));
        }
        // of Services an older API server deletes one at a time only
        requests.removeIf(request -> request.uri().getPath().endsWith("/services"));
        for (ObjectSet.Item item : objects.items()) {
            if (item.kind().equals("Service")) {
                requests.add(bed.api().delete(item.path(namespace)));
            }
        }
        requests.add(bed.api().delete("/api/v1/namespaces/" + namespace));
        InFlight.send(bed.api(), requests);
        bed.eye().forget(namespace);
        Scratch.delete(files);
        bed.load().awaitQuiet();
    }
}
