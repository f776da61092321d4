package io.pilothouse.testkit.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareRepositoryIT {
    @TempDir
    private Path directory;

    private BareRepository repository;

    @BeforeEach
    void create() {
        repository = BareRepository.create(
                directory.resolve("fleet.git"), InstantSource.fixed(Instant.parse("2026-11-20T10:00:00Z")));
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void commitAddsToWhatIsThere() throws IOException {
        // Given
        String first = repository.commit("One", Change.files(Map.of("a/b.yaml", "b", "c.yaml", "c")));

        // When
        String second =
                repository.commit("Two", Change.none().put("a/d.yaml", "d").delete("c.yaml"));

        // Then
        assertThat(files(second)).containsExactly("a/b.yaml=b", "a/d.yaml=d");
        assertThat(parents(second)).containsExactly(first);
        assertThat(repository.head()).isEqualTo(second);
    }

    @Test
    void deletesAFolderWithAllThatIsInIt() throws IOException {
        // Given
        repository.commit("One", Change.files(Map.of("a/b/c", "1", "a/b/d", "2", "a/e", "3")));

        // When
        String commit = repository.commit("Two", Change.none().delete("a/b"));

        // Then
        assertThat(files(commit)).containsExactly("a/e=3");
    }

    @Test
    void emptiesTheTreeOnRequest() throws IOException {
        // Given
        repository.commit("One", Change.files(Map.of("a", "1", "b", "2")));

        // When
        String commit = repository.commit("Two", Change.none().onEmptyTree());

        // Then
        assertThat(files(commit)).isEmpty();
    }

    @Test
    void amendAndForcePushRewriteHistory() throws IOException {
        // Given
        String first = repository.commit("One", Change.files(Map.of("a", "1")));
        String second = repository.commit("Two", Change.files(Map.of("a", "2")));

        // When
        String amended = repository.amend(BareRepository.MAIN, "Two again", Change.files(Map.of("a", "3")));
        repository.forcePush("other", second);

        // Then
        assertThat(parents(amended)).containsExactly(first);
        assertThat(repository.head()).isEqualTo(amended);
        assertThat(repository.head("other")).contains(second);
    }

    @Test
    void takesAFolderAsItIs() throws IOException {
        // Given
        Path folder = Files.createDirectories(directory.resolve("example/app"));
        Files.writeString(folder.resolve("web.yaml"), "kind: Service\n");

        // When
        String commit = repository.commit("Take it", Change.folder(directory.resolve("example")));

        // Then
        assertThat(files(commit)).containsExactly("app/web.yaml=kind: Service\n");
    }

    @Test
    void sameContentAndTimeMakeTheSameCommit() {
        // Given
        var again = BareRepository.create(
                directory.resolve("again.git"), InstantSource.fixed(Instant.parse("2026-11-20T10:00:00Z")));
        String first = repository.commit("One", Change.files(Map.of("a", "1")));

        // When
        String second = again.commit("One", Change.files(Map.of("a", "1")));

        // Then
        assertThat(second).isEqualTo(first);
        again.close();
    }

    private List<String> files(String commit) throws IOException {
        try (var git = new FileRepository(repository.directory().toFile());
                var walk = new RevWalk(git);
                var tree = new TreeWalk(git)) {
            tree.addTree(walk.parseCommit(ObjectId.fromString(commit)).getTree());
            tree.setRecursive(true);
            var files = new ArrayList<String>();
            while (tree.next()) {
                files.add(tree.getPathString() + "="
                        + new String(git.open(tree.getObjectId(0)).getBytes(), StandardCharsets.UTF_8));
            }
            return files;
        }
    }

    private List<String> parents(String commit) throws IOException {
        try (var git = new FileRepository(repository.directory().toFile());
                var walk = new RevWalk(git)) {
            RevCommit parsed = walk.parseCommit(ObjectId.fromString(commit));
            return List.of(parsed.getParents()).stream().map(ObjectId::name).toList();
        }
    }
}
