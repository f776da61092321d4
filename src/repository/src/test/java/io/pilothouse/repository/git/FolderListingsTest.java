package io.pilothouse.repository.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.git.FolderListings.Item;
import io.pilothouse.repository.tree.DamagedTreeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FolderListingsTest {
    private static final Revision REVISION = new Revision("1".repeat(40));

    private InMemoryRepository repository;
    private ObjectId file;
    private ObjectId folder;
    private ObjectId root;

    @BeforeEach
    void createTrees() throws IOException {
        repository = new InMemoryRepository(new DfsRepositoryDescription("test"));
        file = blob("x");
        folder = tree(Map.of("b.yaml", file, "c.yaml", file), FileMode.REGULAR_FILE);
        root = tree(Map.of("a", folder), FileMode.TREE);
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void findsFilesAndFoldersByTheirPaths() throws Exception {
        // Given
        CommitTree tree = new CommitTree(repository, new FolderListings(), REVISION, root);

        // When Then
        assertThat(tree.find("")).contains(new TreeEntry("", TreeEntry.Kind.FOLDER, root.name()));
        assertThat(tree.find("a")).contains(new TreeEntry("a", TreeEntry.Kind.FOLDER, folder.name()));
        assertThat(tree.find("a/b.yaml")).contains(new TreeEntry("a/b.yaml", TreeEntry.Kind.FILE, file.name()));
        assertThat(tree.find("a/d.yaml")).isEmpty();
        assertThat(tree.find("a/b.yaml/c")).isEmpty();
        assertThat(tree.find("x/y/z")).isEmpty();
        assertThat(tree.find("/a")).isEmpty();
        assertThat(tree.find("a//b.yaml")).isEmpty();
        assertThat(tree.find("a/../a")).isEmpty();
    }

    @Test
    void readsAFolderOnceForAllCommitsThatHoldIt() throws Exception {
        // Given
        FolderListings listings = new FolderListings();
        Map<String, Item> first = listings.of(repository, folder, 10).orElseThrow();

        // When
        Optional<Map<String, Item>> again = listings.of(repository, folder.copy(), 10);

        // Then
        assertThat(again.orElseThrow()).isSameAs(first);
        assertThat(first.keySet()).containsExactly("b.yaml", "c.yaml");
    }

    @Test
    void forgetsWhatWasNotAskedForTheLongest() throws Exception {
        // Given
        FolderListings listings = new FolderListings(14);
        Map<String, Item> first = listings.of(repository, folder, 10).orElseThrow();
        ObjectId other = tree(Map.of("d.yaml", file), FileMode.REGULAR_FILE);
        listings.of(repository, other, 10);

        // When
        listings.of(repository, folder, 10);
        listings.of(repository, root, 10);

        // Then
        assertThat(listings.of(repository, folder, 10).orElseThrow()).isSameAs(first);
    }

    @Test
    void listsNoMoreThanItIsAskedFor() throws Exception {
        // Given
        FolderListings listings = new FolderListings();

        // When Then
        assertThat(listings.of(repository, folder, 1)).isEmpty();
        assertThat(listings.of(repository, folder, 2)).isPresent();
        assertThat(listings.of(repository, folder, 1)).isEmpty();
    }

    @Test
    void saysThatAFolderIsMissing() {
        // Given
        CommitTree tree =
                new CommitTree(repository, new FolderListings(), REVISION, ObjectId.fromString("2".repeat(40)));

        // When Then
        assertThatThrownBy(() -> tree.find("a")).isInstanceOf(DamagedTreeException.class);
        assertThatThrownBy(() -> tree.children("")).isInstanceOf(DamagedTreeException.class);
    }

    private ObjectId blob(String text) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
            inserter.flush();
            return id;
        }
    }

    private ObjectId tree(Map<String, ObjectId> entries, FileMode mode) throws IOException {
        TreeFormatter formatter = new TreeFormatter();
        new TreeMap<>(entries).forEach((name, id) -> formatter.append(name, mode, id));
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(formatter);
            inserter.flush();
            return id;
        }
    }
}
