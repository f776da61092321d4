package io.pilothouse.repository.render;

import static io.pilothouse.repository.render.Commit.APPLICATION;
import static io.pilothouse.repository.render.Commit.CONFIG;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.manifest.Digest;
import io.pilothouse.repository.source.GitReference;
import io.pilothouse.repository.tree.MapTree;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A fingerprint changes exactly when something that rendering reads changes.
class FingerprintTest {
    private static final String CLUSTER = "apiVersion: pilothouse.io/v1\nkind: Cluster\n";
    private static final String GROUP = "apiVersion: pilothouse.io/v1\nkind: Group\n";
    private static final String WEB = "app/clusters/c/shop/web/";

    private final Commit commit = new Commit()
            .with("infra/clusters/c/crds/deep/er/crd.yaml", CONFIG)
            .with(WEB + "deployment.yaml", CONFIG)
            .with(WEB + "application.yaml", APPLICATION + "spec: {source: {path: app/base/web}}\n")
            .with("app/clusters/c/shop/api/deployment.yaml", CONFIG)
            .with("app/base/web/service.yaml", CONFIG);

    @Test
    void changesWithEveryFileThatIsRead() throws Exception {
        assertThat(changed("app/base/web/service.yaml", CONFIG + "data: {}\n")).containsExactly("app/shop/web");
        assertThat(changed("app/base/web/more.yaml", CONFIG)).containsExactly("app/shop/web");
        assertThat(changed("infra/clusters/c/crds/deep/er/crd.yaml", CONFIG + "data: {}\n"))
                .containsExactly("infra/crds");
        assertThat(changed(WEB + "application.yaml", APPLICATION + "spec: {source: {path: app/base/web}, sync: {}}\n"))
                .containsExactly("app/shop/web");
        assertThat(changed("app/clusters/c/shop/api/application.yaml", APPLICATION + "spec: {sync: {prune: false}}\n"))
                .containsExactly("app/shop/api");
    }

    @Test
    void staysWhenSomethingElseChanges() throws Exception {
        assertThat(changed("app/clusters/d/shop/web/deployment.yaml", CONFIG)).isEmpty();
        assertThat(changed("README.md", "x")).isEmpty();
        assertThat(changed("app/base/web/README.md", "x")).isEmpty();
        assertThat(changed("app/base/api/service.yaml", CONFIG)).isEmpty();
        assertThat(changed("fleet/clusters/d.yaml", CLUSTER)).isEmpty();
        assertThat(changed("fleet/groups/other.yaml", GROUP + "spec: {selector: {matchLabels: {a: b}}}\n"))
                .isEmpty();
    }

    @Test
    void changesWithThePolicyAndTheVariables() throws Exception {
        assertThat(changed("fleet/clusters/c.yaml", CLUSTER + "spec: {sync: {drift: notify}}\n"))
                .hasSize(3);
        assertThat(changed("fleet/clusters/c.yaml", CLUSTER + "spec: {variables: {A: b}}\n"))
                .hasSize(3);
        assertThat(changed("fleet/groups/all.yaml", GROUP + "spec: {selector: {}, variables: {A: c, B: c}}\n"))
                .hasSize(3);
    }

    @Test
    void noticesASourceThatAppearsLater() throws Exception {
        // Given
        commit.with(WEB + "application.yaml", APPLICATION + "spec: {source: {path: app/base/later}}\n");

        // When Then
        assertThat(changed("app/base/later/a.yaml", CONFIG)).containsExactly("app/shop/web");
    }

    @Test
    void changesWithTheCommitOfAnotherRepository() throws Exception {
        // Given
        GitReference other = new GitReference("https://git.example.org/other.git", "main");
        commit.with(
                WEB + "application.yaml",
                APPLICATION + "spec: {source: {git: {url: 'https://git.example.org/other.git', ref: main}}}\n");
        SortedMap<String, Digest> missing = commit.fingerprints();

        // When
        commit.with(other, new MapTree("host/other@1:").with("a.yaml", CONFIG.replace("name: a", "name: x")));
        SortedMap<String, Digest> fetched = commit.fingerprints();
        commit.with(other, new MapTree("host/other@2:").with("a.yaml", CONFIG.replace("name: a", "name: y")));

        // Then
        assertThat(different(missing, fetched)).containsExactly("app/shop/web");
        assertThat(different(fetched, commit.fingerprints())).containsExactly("app/shop/web");
    }

    private Collection<String> changed(String path, String content) throws Exception {
        SortedMap<String, Digest> before = commit.fingerprints();
        commit.with(path, content);
        return different(before, commit.fingerprints());
    }

    private static Collection<String> different(SortedMap<String, Digest> before, SortedMap<String, Digest> after) {
        Collection<String> changed = new TreeSet<>(after.keySet());
        changed.removeIf(path -> after.get(path).equals(before.get(path)));
        return changed;
    }
}
