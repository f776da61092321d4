package io.pilothouse.bench.workload;

import io.pilothouse.bench.workload.ObjectSet.Item;
import io.pilothouse.testkit.git.BareRepository;
import io.pilothouse.testkit.git.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A fleet repository of one cluster whose slice is an [ObjectSet] in one namespace.
public final class SliceRepository implements AutoCloseable {
    public static final String CLUSTER = "bench";

    private static final InstantSource TIME = InstantSource.fixed(Instant.parse("2026-11-20T00:00:00Z"));

    private final BareRepository git;
    private final String namespace;
    private final Layout layout;

    /// How objects are made into applications.
    public enum Layout {
        /// As the set says: about four objects each.
        MANY_APPLICATIONS,
        ONE_APPLICATION
    }

    private SliceRepository(BareRepository git, String namespace, Layout layout) {
        this.git = git;
        this.namespace = namespace;
        this.layout = layout;
    }

    /// @param folder of the bare repository, which must not exist
    public static SliceRepository create(Path folder, String namespace, ObjectSet objects, Layout layout)
            throws IOException {
        SliceRepository repository = new SliceRepository(BareRepository.create(folder, TIME), namespace, layout);
        Path files = Files.createTempDirectory(folder.getParent(), "files-");
        repository.write(files, objects);
        repository.git.commit("Begin", Change.folder(files));
        deleteAll(files);
        return repository;
    }

    /// @return where the repository has an application's Deployment
    public String deploymentFile(int application) {
        return file(namespace, ObjectSet.deployment(application, 0));
    }

    /// Adds another namespace with its objects.
    ///
    /// @return the commit
    public String add(String other, ObjectSet objects) {
        Change change = Change.none().put(namespaceFile(other), namespaceYaml(other));
        for (Item item : objects.items()) {
            change = change.put(file(other, item), item.yaml());
        }
        return git.commit("Add " + other, change);
    }

    /// Removes the objects that [#add] added; the namespace stays.
    ///
    /// @return the commit
    public String remove(String other, ObjectSet objects) {
        Change change = Change.none();
        for (Item item : objects.items()) {
            change = change.delete(file(other, item));
        }
        return git.commit("Remove " + other, change);
    }

    /// Changes the image of one application.
    ///
    /// @return the commit
    public String changeImage(int application, int image) {
        Item item = ObjectSet.deployment(application, image);
        return git.commit("Release " + image, Change.none().put(file(namespace, item), item.yaml()));
    }

    public String head() {
        return git.head();
    }

    public String namespace() {
        return namespace;
    }

    private void write(Path folder, ObjectSet objects) throws IOException {
        put(folder, "fleet/clusters/" + CLUSTER + ".yaml", """
            apiVersion: pilothouse.io/v1
            kind: Cluster
            spec:
              labels: {ring: "1"}
            """);
        put(folder, namespaceFile(namespace), namespaceYaml(namespace));
        for (Item item : objects.items()) {
            put(folder, file(namespace, item), item.yaml());
        }
    }

    public static String namespaceYaml(String name) {
        return "apiVersion: v1\nkind: Namespace\nmetadata: {name: " + name + "}\n";
    }

    private static String namespaceFile(String name) {
        return "infra/clusters/" + CLUSTER + "/" + name + ".yaml";
    }

    private String file(String in, Item item) {
        String application = layout == Layout.ONE_APPLICATION ? "all" : item.application();
        return folder(in) + "/" + application + "/" + item.kind() + "-" + item.name() + ".yaml";
    }

    /// @return where the repository has the objects of a namespace
    public static String folder(String namespace) {
        return "app/clusters/" + CLUSTER + "/" + namespace;
    }

    private static void put(Path folder, String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void deleteAll(Path folder) throws IOException {
        List<Path> all;
        try (var below = Files.walk(folder)) {
            all = new ArrayList<>(below.toList());
        }
        Collections.reverse(all);
        for (Path path : all) {
            Files.delete(path);
        }
    }

    @Override
    public void close() {
        git.close();
    }
}
