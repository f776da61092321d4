package io.pilothouse.bench.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.bench.workload.Podinfo;
import io.pilothouse.repository.source.ParsedDocuments;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayTest {
    @TempDir
    Path folder;

    @Test
    void isTheOverlayThatTheDesignNames() {
        var files = Overlay.kustomization(250);
        assertThat(files).hasSize(252);
        assertThat(files.values().stream().mapToInt(String::length).sum()).isBetween(600_000, 800_000);
    }

    @Test
    void buildsWhatItsFilesSayAndChangesWithThem() throws Exception {
        try (Commits commits = new Commits(folder, Overlay.kustomization(3))) {
            // Given
            String before = Objects.digest(Kustomize.build(commits, new ParsedDocuments(0)));

            // When
            var changed = Overlay.changed(77);
            commits.commit(Map.of(changed.getKey(), changed.getValue()));
            String after = Objects.digest(Kustomize.build(commits, new ParsedDocuments(0)));

            // Then
            assertThat(before).startsWith(3 * Podinfo.OBJECTS + " objects ");
            assertThat(after).startsWith(3 * Podinfo.OBJECTS + " objects ").isNotEqualTo(before);
        }
    }

    @Test
    void comparesObjectsWhateverTheirOrder() {
        assertThat(Objects.digest("a: 1\n---\nb: {d: 2, c: 3}\n"))
                .isEqualTo(Objects.digest("b:\n  c: 3\n  d: 2.0\n---\na: 1\n"))
                .isNotEqualTo(Objects.digest("a: 1\n---\nb: {d: 2}\n"));
        assertThat(Objects.digest("a: [")).contains("PH-110");
    }
}
