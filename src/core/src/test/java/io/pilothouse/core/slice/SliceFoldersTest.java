package io.pilothouse.core.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SliceFoldersTest {

    @Test
    void makesAnApplicationOfEachFolderAndOfTheFilesBesideThem() {
        // Given
        List<TreeEntry> infra = List.of(
                entry("infra/clusters/c/a.yaml", TreeEntry.Kind.FILE),
                entry("infra/clusters/c/ingress", TreeEntry.Kind.FOLDER));
        TreeMap<String, List<TreeEntry>> namespaces = new TreeMap<>();
        namespaces.put("shop", List.of(entry("app/clusters/c/shop/web", TreeEntry.Kind.FOLDER)));
        namespaces.put("bank", List.of(entry("app/clusters/c/bank/x.JSON", TreeEntry.Kind.FILE)));

        // When
        List<ApplicationFolder> found = SliceFolders.of("c", infra, namespaces);

        // Then
        assertThat(found)
                .extracting(application ->
                        application.key().path() + " " + application.folder() + " " + application.isShallow())
                .containsExactly(
                        "infra/cluster infra/clusters/c true",
                        "infra/ingress infra/clusters/c/ingress false",
                        "app/bank/bank app/clusters/c/bank true",
                        "app/shop/web app/clusters/c/shop/web false");
    }

    @Test
    void passesOverWhatIsHiddenOrNoManifestButNotALink() {
        // Given
        List<TreeEntry> infra = List.of(
                entry("infra/clusters/c/README.md", TreeEntry.Kind.FILE),
                entry("infra/clusters/c/.hidden.yaml", TreeEntry.Kind.FILE),
                entry("infra/clusters/c/.github", TreeEntry.Kind.FOLDER),
                entry("infra/clusters/c/linked", TreeEntry.Kind.SYMLINK),
                entry("infra/clusters/c/module", TreeEntry.Kind.SUBMODULE));

        // When
        List<ApplicationFolder> found = SliceFolders.of("c", infra, new TreeMap<>());

        // Then
        assertThat(found)
                .extracting(application -> application.key().path())
                .containsExactly("infra/linked", "infra/module");
    }

    private static TreeEntry entry(String path, TreeEntry.Kind kind) {
        return new TreeEntry(path, kind, "0");
    }
}
