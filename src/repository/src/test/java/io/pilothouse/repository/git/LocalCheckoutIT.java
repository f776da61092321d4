package io.pilothouse.repository.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.FolderTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCheckoutIT {
    @TempDir
    private Path folder;

    private Upstream git;

    @BeforeEach
    void createRepository() throws IOException {
        git = Upstream.in(folder.resolve("repository"));
        git.write("app/base/a.yaml", "a: 1\n")
                .write("app/base.yaml", "between app/base and app/base/ in Git's order\n")
                .write("app/base-2/b.yaml", "b: 1\n")
                .write("fleet/fleet.yaml", "kind: Fleet\n")
                .write("fleet/ü nicode.yaml", "u: 1\n")
                .write(".gitignore", "*.log\n/out/\n!keep.log\n")
                .write("app/kept.log", "committed although it is ignored\n");
        git.git("add", "-f", "app/kept.log");
        Files.createSymbolicLink(git.folder().resolve("app/link"), Path.of("../fleet"));
        Path script = Files.writeString(git.folder().resolve("app/run.sh"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        git.commit("First");
    }

    @Test
    void givesAFolderTheIdsThatItsCommitHas() throws Exception {
        // Given
        git.write("app/debug.log", "ignored\n").write("out/x.yaml", "ignored\n").write("app/sub/out/y.yaml", "y: 1\n");
        Files.createDirectories(git.folder().resolve("app/empty/deep"));
        git.commit("More");

        // When
        try (LocalCheckout checkout = open(git.folder())) {
            FleetTree commit = checkout.tree(checkout.resolve("HEAD"));
            FleetTree now = new FolderTree(git.folder(), checkout.ignored());

            // Then
            assertThat(now.find("")).isEqualTo(commit.find(""));
            assertSame(commit, now, "");
            assertThat(now.files("app")).isEqualTo(commit.files("app"));
            assertThat(now.find("app/link").orElseThrow().kind()).isEqualTo(TreeEntry.Kind.SYMLINK);
            assertThat(now.find("app/link/fleet.yaml")).isEmpty();
            assertThat(now.find("app/kept.log")).isPresent();
            assertThat(now.find("app/debug.log")).isEmpty();
            assertThat(now.find("out")).isEmpty();
            assertThat(now.find("out/x.yaml")).isEmpty();
            assertThat(now.find("app/empty")).isEmpty();
            assertThat(now.find(".git")).isEmpty();
            assertThat(now.find(".git/HEAD")).isEmpty();
            assertThat(now.children("app/nothing")).isEmpty();
            assertThat(new String(now.read(now.find("app/base/a.yaml").orElseThrow(), 100), StandardCharsets.UTF_8))
                    .isEqualTo("a: 1\n");
        }
    }

    private static void assertSame(FleetTree commit, FleetTree now, String path) throws Exception {
        assertThat(now.children(path)).as(path).isEqualTo(commit.children(path));
        for (TreeEntry entry : commit.children(path)) {
            assertThat(now.find(entry.path())).contains(entry);
            if (entry.isFolder()) {
                assertSame(commit, now, entry.path());
            }
        }
    }

    @Test
    void readsWhatIsNotCommittedYet() throws Exception {
        // Given
        git.write("app/new.yaml", "n: 1\n");

        // When
        try (LocalCheckout checkout = open(git.folder())) {
            // Then
            assertThat(new FolderTree(git.folder(), checkout.ignored()).find("app/new.yaml"))
                    .isPresent();
            assertThat(checkout.tree(checkout.resolve("HEAD")).find("app/new.yaml"))
                    .isEmpty();
        }
    }

    @Test
    void findsARevisionByEveryNameThatPeopleUse() throws Exception {
        // Given
        String first = git.git("rev-parse", "HEAD");
        git.git("tag", "-a", "v1", "-m", "one");
        git.write("x", "x");
        String second = git.commit("Second");
        git.git("update-ref", "refs/remotes/origin/only-there", first);

        // When
        try (LocalCheckout checkout = open(git.folder())) {
            // Then
            for (String name : List.of("HEAD~1", "v1", first, first.substring(0, 8), "only-there", "main~")) {
                assertThat(checkout.resolve(name).id()).as(name).isEqualTo(first);
            }
            assertThat(checkout.resolve("main").id()).isEqualTo(second);
            assertThat(checkout.branches()).containsExactly("main", "only-there");
            assertThatThrownBy(() -> checkout.resolve("mian")).hasMessageEndingWith("Did you mean \"main\"?");
            for (String bad : List.of("", "no such", "HEAD~99", "0".repeat(40), "..", "^", "-x", "HEAD:app")) {
                assertThatThrownBy(() -> checkout.resolve(bad)).as(bad).isInstanceOf(UnknownRevisionException.class);
            }
        }
    }

    @Test
    void readsAFleetRepositoryThatIsAFolderOfALargerOne() throws Exception {
        // Given
        Path inner = git.folder().resolve("app");

        // When
        try (LocalCheckout checkout = open(inner)) {
            FleetTree commit = checkout.tree(checkout.resolve("HEAD"));

            // Then
            assertThat(checkout.prefix()).isEqualTo("app");
            assertThat(commit.find("base/a.yaml")).isPresent();
            assertThat(new FolderTree(inner, checkout.ignored()).find("")).isEqualTo(commit.find(""));
        }
    }

    @Test
    void readsALinkedWorkTree() throws Exception {
        // Given
        Path other = folder.resolve("other");
        git.git("worktree", "add", "-q", "-b", "side", other.toString());

        // When
        try (LocalCheckout checkout = open(other)) {
            // Then
            assertThat(checkout.resolve("side")).isEqualTo(checkout.resolve("main"));
            assertThat(new FolderTree(other, checkout.ignored()).find(""))
                    .isEqualTo(checkout.tree(checkout.resolve("HEAD")).find(""));
        }
    }

    @Test
    void knowsWhetherItHasEveryBranch() throws Exception {
        // Given
        Path shallow = folder.resolve("shallow");
        git.git("clone", "-q", "--depth", "1", git.url(), shallow.toString());
        Path single = folder.resolve("single");
        git.git("clone", "-q", "--single-branch", git.url(), single.toString());
        Path whole = folder.resolve("whole");
        git.git("clone", "-q", git.url(), whole.toString());

        // When Then
        for (Path each : List.of(shallow, single, whole)) {
            try (LocalCheckout checkout = open(each)) {
                assertThat(checkout.hasEveryBranch()).as(each.toString()).isEqualTo(each.equals(whole));
            }
        }
    }

    @Test
    void readsAFolderThatIsInNoRepository() throws Exception {
        // Given
        Path plain = Files.createDirectories(folder.resolve("plain"));

        // When Then
        assertThat(LocalCheckout.around(plain)).isEmpty();
    }

    @Test
    void showsANestedRepositoryAsASubmoduleAndReadsNothingOfIt() throws Exception {
        // Given
        Upstream.in(git.folder().resolve("app/nested")).write("secret.yaml", "a: 1\n");

        // When
        FleetTree now = new FolderTree(git.folder(), path -> false);

        // Then
        assertThat(now.find("app/nested").orElseThrow().kind()).isEqualTo(TreeEntry.Kind.SUBMODULE);
        assertThat(now.find("app/nested/secret.yaml")).isEmpty();
        assertThat(now.children("app/nested")).isEmpty();
    }

    private static LocalCheckout open(Path folder) throws Exception {
        return LocalCheckout.around(folder).orElseThrow();
    }
}
