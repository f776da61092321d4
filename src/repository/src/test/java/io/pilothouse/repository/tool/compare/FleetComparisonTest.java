package io.pilothouse.repository.tool.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.repository.render.Engines;
import io.pilothouse.repository.render.Renderer;
import io.pilothouse.repository.source.ChartArchive;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.source.GitReference;
import io.pilothouse.repository.source.ParsedDocuments;
import io.pilothouse.repository.source.Supplies;
import io.pilothouse.repository.source.Supply;
import io.pilothouse.repository.tool.show.ChangeJson;
import io.pilothouse.repository.tool.show.ChangeText;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.MapTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FleetComparisonTest {
    private static final String CLUSTER = "apiVersion: pilothouse.io/v1\nkind: Cluster\n";
    private static final String SOURCE =
            "apiVersion: pilothouse.io/v1\nkind: Application\nspec: {source: {path: app/base/store}}\n";
    private static final String CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: '%s'}\n";

    private final MapTree before = tree();
    private final MapTree after = tree();

    private static MapTree tree() {
        MapTree tree = new MapTree().with("app/base/store/config.yaml", CONFIG.formatted("1"));
        for (String cluster : List.of("eu", "us")) {
            tree.with("fleet/clusters/" + cluster + ".yaml", CLUSTER)
                    .with("app/clusters/" + cluster + "/shop/store/application.yaml", SOURCE)
                    .with(
                            "app/clusters/" + cluster + "/shop/other/config.yaml",
                            CONFIG.formatted("o").replace(": a", ": b"));
        }
        return tree;
    }

    @Test
    void findsNothingWhereNothingDiffers() throws Exception {
        assertThat(changes()).isEmpty();
        assertThat(ChangeText.lines(changes())).containsExactly("Nothing changes.");
    }

    @Test
    void namesExactlyTheApplicationsThatASharedFileHits() throws Exception {
        // Given
        after.with("app/base/store/config.yaml", CONFIG.formatted("2"));

        // When
        List<ClusterChange> changes = changes();

        // Then
        assertThat(changes).extracting(ClusterChange::cluster).containsExactly("eu", "us");
        assertThat(changes.getFirst().applications())
                .extracting(change -> change.key().path() + " " + change.kind().word())
                .containsExactly("app/shop/store changed");
        assertThat(ChangeText.lines(changes))
                .containsExactly(
                        "app/shop/store of eu and us: changed",
                        "  ~ ConfigMap shop/a  (app/base/store/config.yaml:1)",
                        "      data.x: \"1\" → \"2\"",
                        "2 applications of 2 clusters change.");
    }

    @Test
    void tellsACommentFromAChange() throws Exception {
        // Given
        after.with("app/base/store/config.yaml", "# comment\n" + CONFIG.formatted("1"));

        // When
        List<ClusterChange> changes = changes();

        // Then
        assertThat(changes).noneMatch(ClusterChange::isReal);
        assertThat(ChangeText.lines(changes))
                .containsExactly("Nothing changes. 2 more applications read something else and give the same objects.");
    }

    @Test
    void tellsObjectsThatComeFromThoseThatGo() throws Exception {
        // Given
        after.without("app/clusters/eu/shop/other/config.yaml")
                .with(
                        "app/clusters/eu/shop/new/config.yaml",
                        CONFIG.formatted("n").replace(": a", ": fresh"));

        // When Then
        assertThat(ChangeText.lines(changes()))
                .containsExactly(
                        "app/shop/new of eu: added",
                        "  + ConfigMap shop/fresh  (app/clusters/eu/shop/new/config.yaml:1)",
                        "app/shop/other of eu: removed",
                        "  - ConfigMap shop/b  (app/clusters/eu/shop/other/config.yaml:1)",
                        "2 applications of 1 cluster change.");
    }

    @Test
    void neverShowsASecret() throws Exception {
        // Given
        String secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: '%s'}\n";
        before.with("app/base/store/secret.yaml", secret.formatted("hunter-one"));
        after.with("app/base/store/secret.yaml", secret.formatted("hunter-two"));

        // When
        List<ClusterChange> changes = changes();

        // Then
        assertThat(ChangeText.lines(changes)).contains("      stringData.password: (hidden)");
        assertThat(ChangeText.lines(changes).toString()).doesNotContain("hunter");
        assertThat(ChangeJson.of(changes).canonical())
                .contains("stringData.password")
                .doesNotContain("hunter");
    }

    @Test
    void saysThatAnApplicationBreaksAndWhy() throws Exception {
        // Given
        after.with("app/base/store/config.yaml", "a: [");

        // When Then
        assertThat(ChangeText.lines(changes()))
                .startsWith("app/shop/store of eu and us: broken")
                .anyMatch(line -> line.startsWith("  ! app/base/store/config.yaml:") && line.contains("PH-110"));
    }

    @Test
    void saysThatOnlyTheSettingsChange() throws Exception {
        // Given
        after.with("app/clusters/eu/shop/store/application.yaml", SOURCE.replace("}}", "}, sync: {mode: manual}}"));

        // When Then
        assertThat(changes())
                .singleElement()
                .satisfies(change -> assertThat(change.applications())
                        .singleElement()
                        .satisfies(application ->
                                assertThat(application.kind()).isEqualTo(ApplicationChange.Kind.SETTINGS)));
    }

    @Test
    void saysThatAClusterCannotBeReadAnyMore() throws Exception {
        // Given
        after.with("fleet/fleet.yaml", "kind: Nonsense\n");

        // When Then
        assertThat(changes())
                .hasSize(2)
                .allSatisfy(change -> assertThat(change.errors()).isNotEmpty());
        assertThat(ChangeText.lines(changes())).startsWith("cannot be read any more: eu and us");
    }

    @Test
    void takesANewClusterForManyNewApplications() throws Exception {
        // Given
        after.with("fleet/clusters/asia.yaml", CLUSTER).with("app/clusters/asia/shop/store/application.yaml", SOURCE);

        // When Then
        assertThat(comparison().of("asia").orElseThrow().applications())
                .extracting(change -> change.kind().word())
                .containsExactly("added");
    }

    private FleetComparison comparison() {
        Supplies nothing = new Supplies() {
            @Override
            public Supply<FleetTree> git(GitReference reference) {
                return new Supply.Missing<>("PH-142", "Not here.");
            }

            @Override
            public Supply<ChartArchive> chart(ChartReference reference) {
                return new Supply.Missing<>("PH-142", "Not here.");
            }
        };
        Renderer renderer = new Renderer(new ParsedDocuments(1 << 20), nothing, Engines.in(Path.of("target", "helm")));
        return new FleetComparison(renderer, before, after);
    }

    private List<ClusterChange> changes() throws Exception {
        List<ClusterChange> changes = new ArrayList<>();
        FleetComparison comparison = comparison();
        for (String cluster : List.of("eu", "us")) {
            Optional<ClusterChange> change = comparison.of(cluster);
            change.ifPresent(changes::add);
        }
        return changes;
    }
}
