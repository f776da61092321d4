package io.pilothouse.repository.render;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.Digest;
import io.pilothouse.core.manifest.Manifest;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.core.slice.Rendering;
import io.pilothouse.repository.layout.ClusterLayout;
import io.pilothouse.repository.source.ChartArchive;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.source.GitReference;
import io.pilothouse.repository.source.ParsedDocuments;
import io.pilothouse.repository.source.Supplies;
import io.pilothouse.repository.source.Supply;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.MapTree;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Renders the cluster `c` of a commit that a test writes down.
final class Commit implements Supplies {
    private static final Engines ENGINES = Engines.in(Path.of("target", "helm"));
    static final String CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
    static final String APPLICATION = "apiVersion: pilothouse.io/v1\nkind: Application\n";

    final MapTree tree = new MapTree().with("fleet/clusters/c.yaml", "apiVersion: pilothouse.io/v1\nkind: Cluster\n");
    private final Map<GitReference, MapTree> elsewhere = new HashMap<>();

    Commit with(String path, String content) {
        tree.with(path, content);
        return this;
    }

    Commit with(GitReference reference, MapTree other) {
        elsewhere.put(reference, other);
        return this;
    }

    static ApplicationKey app(String namespace, String name) {
        return new ApplicationKey("c", Layer.APP, namespace, name);
    }

    static ApplicationKey infra(String name) {
        return new ApplicationKey("c", Layer.INFRA, "", name);
    }

    ClusterLayout layout() throws Exception {
        return renderer().layout(tree, "c");
    }

    Rendered render(ApplicationKey key) throws Exception {
        Renderer renderer = renderer();
        ClusterLayout layout = renderer.layout(tree, "c");
        return renderer.render(tree, renderer.recipe(tree, layout.applications().get(key), layout.fleet()));
    }

    List<Manifest> manifests(ApplicationKey key) throws Exception {
        return switch (render(key).rendering()) {
            case Rendering.Rendered rendered -> rendered.manifests();
            case Rendering.Refused refused -> throw new AssertionError(refused.errors());
        };
    }

    Json.Obj only(ApplicationKey key) throws Exception {
        List<Manifest> manifests = manifests(key);
        if (manifests.size() != 1) {
            throw new AssertionError(manifests);
        }
        return manifests.getFirst().content();
    }

    List<InputError> refused(ApplicationKey key) throws Exception {
        return switch (render(key).rendering()) {
            case Rendering.Rendered rendered -> throw new AssertionError(rendered.manifests());
            case Rendering.Refused refused -> refused.errors();
        };
    }

    /// @return the fingerprint of each application, by its path
    SortedMap<String, Digest> fingerprints() throws Exception {
        Renderer renderer = renderer();
        ClusterLayout layout = renderer.layout(tree, "c");
        SortedMap<String, Digest> fingerprints = new TreeMap<>();
        for (var application : layout.applications().values()) {
            fingerprints.put(
                    application.key().path(),
                    renderer.recipe(tree, application, layout.fleet()).fingerprint());
        }
        return fingerprints;
    }

    private Renderer renderer() {
        return new Renderer(new ParsedDocuments(1 << 20), this, ENGINES);
    }

    @Override
    public Supply<FleetTree> git(GitReference reference) {
        MapTree found = elsewhere.get(reference);
        return found == null
                ? new Supply.Missing<>("PH-142", "It was not fetched yet.")
                : new Supply.Here<>(found, found.revision().id());
    }

    @Override
    public Supply<ChartArchive> chart(ChartReference reference) {
        return new Supply.Missing<>("PH-142", "It was not fetched yet.");
    }
}
