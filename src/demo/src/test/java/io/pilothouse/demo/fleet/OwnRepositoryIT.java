package io.pilothouse.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.demo.process.DemoFailure;
import io.pilothouse.testkit.git.BareRepository;
import io.pilothouse.testkit.git.Change;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnRepositoryIT {
    @TempDir
    private Path folder;

    @Test
    void findsTheClustersThatTheRepositoryDescribes() {
        // Given
        String url = repository(Change.none()
                .put("fleet/clusters/paris.yaml", "kind: Cluster\n")
                .put("fleet/clusters/berlin.yaml", "kind: Cluster\n")
                .put("fleet/clusters/README.md", "these are clusters\n"));

        // Then
        assertThat(OwnRepository.clusters(url, "main", folder.resolve("clone"))).containsExactly("berlin", "paris");
    }

    @Test
    void saysThatARepositoryDescribesNoCluster() {
        // Given
        String url = repository(Change.none().put("README.md", "nothing here\n"));

        // Then
        assertThatThrownBy(() -> OwnRepository.clusters(url, "main", folder.resolve("clone")))
                .isInstanceOf(DemoFailure.class)
                .hasMessageContaining("describes no cluster")
                .hasMessageContaining("fleet/clusters/<cluster>.yaml");
    }

    @Test
    void saysWhyARepositoryCannotBeRead() {
        String url = folder.resolve("missing.git").toUri().toString();

        assertThatThrownBy(() -> OwnRepository.clusters(url, "main", folder.resolve("clone")))
                .isInstanceOf(DemoFailure.class)
                .hasMessageContaining("missing.git")
                .hasMessageEndingWith("or name the clusters to start with --contexts");
    }

    private String repository(Change change) {
        try (BareRepository repository = BareRepository.create(folder.resolve("own.git"), InstantSource.system())) {
            repository.commit("Describe the fleet", change);
            return repository.directory().toUri().toString();
        }
    }
}
