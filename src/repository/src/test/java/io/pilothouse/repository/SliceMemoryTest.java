package io.pilothouse.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.repository.layout.ApplicationLayout;
import io.pilothouse.repository.layout.ClusterLayout;
import io.pilothouse.repository.render.Engines;
import io.pilothouse.repository.render.Recipe;
import io.pilothouse.repository.render.Renderer;
import io.pilothouse.repository.source.ParsedDocuments;
import io.pilothouse.repository.tree.MapTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SliceMemoryTest {
    private static final Engines ENGINES = Engines.in(Path.of("target", "helm"));
    private static final String CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
    private static final List<String> PATHS = List.of(
            "fleet/fleet.yaml",
            "fleet/clusters/c.yaml",
            "fleet/clusters/d.yaml",
            "fleet/groups/all.yaml",
            "fleet/groups/none.yaml",
            "infra/clusters/c/config.yaml",
            "infra/clusters/c/crds/config.yaml",
            "infra/clusters/d/config.yaml",
            "infra/base/probe/config.yaml",
            "infra/base/probe/deep/config.yaml",
            "infra/base/other/config.yaml",
            "app/clusters/c/shop/namespace.yaml",
            "app/clusters/c/shop/web/config.yaml",
            "app/clusters/c/shop/web/application.yaml",
            "app/clusters/c/shop/api/config.yaml",
            "app/clusters/d/shop/api/config.yaml",
            "app/base/web/config.yaml",
            "app/base/web/deep/er/config.yaml",
            "app/base/later/config.yaml",
            "README.md");

    /// Whatever happens to a repository: where the memory says that nothing changed, nothing did.
    @Test
    void neverTakesAChangedSliceForTheSame() throws Exception {
        Random random = new Random(7);
        int same = 0;
        int changed = 0;
        MapTree tree = new MapTree();
        fill(tree);
        for (int round = 0; round < 2_000; round++) {
            // Given
            SliceMemory before = memory(tree);

            // When
            String path = PATHS.get(random.nextInt(PATHS.size()));
            if (random.nextInt(3) == 0 && !path.startsWith("fleet/")) {
                tree.without(path);
            } else {
                tree.with(path, content(path, random.nextInt(3)));
            }

            // Then
            SliceMemory after = memory(tree);
            if (before.isSameIn(tree)) {
                assertThat(after.entries()).as(path).isEqualTo(before.entries());
                same++;
            } else {
                changed++;
            }
        }
        assertThat(same).isGreaterThan(200);
        assertThat(changed).isGreaterThan(200);
    }

    @Test
    void isTheSameWhateverHappensElsewhere() throws Exception {
        // Given
        MapTree tree = new MapTree();
        fill(tree);
        SliceMemory memory = memory(tree);

        // When
        tree.with("fleet/clusters/e.yaml", content("fleet/clusters/d.yaml", 1))
                .with("app/clusters/d/shop/api/config.yaml", CONFIG + "data: {}\n")
                .with("infra/base/other/config.yaml", CONFIG + "data: {}\n")
                .with("README.md", "changed");

        // Then
        assertThat(memory.isSameIn(tree)).isTrue();
        assertThat(memory.isSameIn(tree.with("app/base/web/new.yaml", CONFIG))).isFalse();
    }

    private static void fill(MapTree tree) {
        PATHS.forEach(path -> tree.with(path, content(path, 0)));
        tree.without("app/base/later/config.yaml");
    }

    private static String content(String path, int version) {
        String head = "apiVersion: pilothouse.io/v1\nkind: ";
        return switch (path) {
            case "fleet/fleet.yaml" -> head + "Fleet\nspec: {variables: {A: '" + version + "'}}\n";
            case "fleet/clusters/c.yaml", "fleet/clusters/d.yaml" ->
                head + "Cluster\nspec: {labels: {tier: '" + version + "'}}\n";
            case "fleet/groups/all.yaml" ->
                head + "Group\nspec: {selector: {}, include: [{path: infra/base/probe, as: probe" + version + "}]}\n";
            case "fleet/groups/none.yaml" ->
                head + "Group\nspec: {selector: {matchLabels: {tier: '2'}}, variables: {B: '" + version + "'}}\n";
            case "app/clusters/c/shop/namespace.yaml" ->
                head + "NamespacePolicy\nspec: " + (version == 0 ? "{}" : "{quota: {pods: '" + version + "'}}") + "\n";
            case "app/clusters/c/shop/web/application.yaml" ->
                head + "Application\nspec: {source: {paths: [app/base/web" + (version == 1 ? ", app/base/later" : "")
                        + "]}}\n";
            default -> CONFIG + "data: {version: '" + version + "'}\n";
        };
    }

    private static SliceMemory memory(MapTree tree) throws Exception {
        Renderer renderer = new Renderer(new ParsedDocuments(1 << 20), NoSupplies.INSTANCE, ENGINES);
        ClusterLayout layout = renderer.layout(tree, "c");
        List<Recipe> recipes = new ArrayList<>();
        for (ApplicationLayout application : layout.applications().values()) {
            recipes.add(renderer.recipe(tree, application, layout.fleet()));
        }
        return SliceMemory.of(tree, layout, recipes);
    }
}
