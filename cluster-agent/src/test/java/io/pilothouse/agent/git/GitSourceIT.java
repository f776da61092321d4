package io.pilothouse.agent.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.agent.port.Source;
import io.pilothouse.agent.port.SourceUnusableException;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.slice.Rendering;
import io.pilothouse.core.slice.Slice;
import io.pilothouse.core.slice.SliceEntry;
import io.pilothouse.repository.git.GitSettings;
import io.pilothouse.testkit.git.BareRepository;
import io.pilothouse.testkit.git.Change;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitSourceIT {
    @TempDir
    private Path folder;

    private BareRepository repository;
    private Revision first;

    @BeforeEach
    void setUp() {
        repository = BareRepository.create(folder.resolve("fleet.git"), InstantSource.system());
        first = new Revision(repository.commit(
                "First",
                Change.files(Map.of(
                        "fleet/fleet.yaml",
                        """
                        apiVersion: pilothouse.io/v1
                        kind: Fleet
                        spec: {environments: [{name: test, branch: main}]}
                        """,
                        "fleet/clusters/test-1.yaml",
                        """
                        apiVersion: pilothouse.io/v1
                        kind: Cluster
                        spec: {environment: test}
                        """,
                        "app/clusters/test-1/shop/letter/letter.yaml",
                        """
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: letter}
                        data: {greeting: hello}
                        """))));
    }

    @Test
    void givesTheNewestCommitItsSliceAndItsManifests() throws Exception {
        try (GitSource source = open("test-1")) {
            // When
            Source.Fetched fetched = source.fetch();
            Slice slice = source.slice(first);
            SliceEntry entry = slice.applications().values().iterator().next();
            Rendering rendering = source.render(slice, entry);

            // Then
            assertThat(fetched).isEqualTo(new Source.Fetched.At("main", first, false));
            assertThat(slice.cluster().environment()).isEqualTo("test");
            assertThat(rendering)
                    .isInstanceOfSatisfying(
                            Rendering.Rendered.class,
                            rendered -> assertThat(rendered.manifests()).hasSize(1));
        }
    }

    @Test
    void knowsItsLastCommitAfterARestartWhileGitIsAway() throws Exception {
        // Given
        try (GitSource before = open("test-1")) {
            before.fetch();
        }
        Files.move(folder.resolve("fleet.git"), folder.resolve("elsewhere.git"));

        // When
        try (GitSource after = open("test-1")) {

            // Then
            assertThat(after.fetch())
                    .isInstanceOfSatisfying(
                            Source.Fetched.Failed.class,
                            failed -> assertThat(failed.code()).startsWith("PH-1"));
            assertThat(after.lastFetched()).contains(first);
            assertThat(after.slice(first).applications()).hasSize(1);
        }
    }

    @Test
    void knowsWhatDescendsFromWhat() {
        try (GitSource source = open("test-1")) {
            // Given
            source.fetch();
            Revision second =
                    new Revision(repository.commit("Second", Change.none().put("x", "y")));
            source.fetch();

            // When, Then
            assertThat(source.isAncestor(first, second)).isTrue();
            assertThat(source.isAncestor(second, first)).isFalse();
        }
    }

    @Test
    void saysThatTheRepositoryDoesNotKnowTheCluster() {
        try (GitSource source = open("test-2")) {
            // Given
            source.fetch();

            // When, Then
            assertThatThrownBy(() -> source.slice(first))
                    .isInstanceOfSatisfying(
                            SourceUnusableException.class,
                            e -> assertThat(e.code()).startsWith("PH-"))
                    .hasMessageContaining("test-2");
        }
    }

    private GitSource open(String cluster) {
        String url = "file://" + folder.resolve("fleet.git");
        return GitSource.of(
                GitSettings.of(url, "main", folder.resolve("state")).withLocalAllowed(), List.of(), cluster);
    }
}
