package io.pilothouse.repository.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.pilothouse.repository.source.GitReference;
import io.pilothouse.repository.source.Supply;
import io.pilothouse.repository.tree.DamagedTreeException;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.testkit.git.GitHttpsServer;
import io.pilothouse.testkit.tls.TestAuthority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitStoreIT {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final TestAuthority authority = TestAuthority.create("Git", InstantSource.system());
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Upstream shop;
    private GitHttpsServer server;
    private GitStore store;

    @BeforeEach
    void startServer() throws IOException {
        shop = Upstream.in(folder.resolve("served/team/shop.git"));
        server = GitHttpsServer.start(new GitHttpsServer.Settings(
                folder.resolve("served"), authority.serverFor("127.0.0.1"), "pilot", "secret", 0));
        store = GitStore.of(fleet(), INTERVAL, () -> now);
    }

    @AfterEach
    void stopServer() {
        store.close();
        server.close();
    }

    @Test
    void fetchesWhatItWasAskedForAndNeverWaitsForIt() throws Exception {
        // Given
        String commit = shop.write("a/b.yaml", "b: 1\n").commit("first");
        int before = server.requestCount();

        // When
        Supply<FleetTree> first = store.find(reference("main"));

        // Then
        assertMissing(first, "PH-142", "127.0.0.1:" + server.port() + "/team/shop.git was not fetched yet");
        assertThat(server.requestCount()).isEqualTo(before);
        assertThat(store.fetch()).isTrue();
        FleetTree tree = here(store.find(reference("main")), commit);
        assertThat(tree.prefix())
                .isEqualTo("127.0.0.1:" + server.port() + "/team/shop.git@" + commit.substring(0, 7) + ":");
        assertThat(tree.revision().id()).isEqualTo(commit);
        assertThat(text(tree, "a/b.yaml")).isEqualTo("b: 1\n");
        assertThat(tree.files("")).hasSize(1);
        assertThat(tree.children("a")).hasSize(1);
        assertThat(store.fetch()).isFalse();
    }

    @Test
    void findsBranchesTagsCommitsAndTheDefaultBranch() throws Exception {
        // Given
        String old = shop.write("a.yaml", "a: 1\n").commit("first");
        shop.git("tag", "-a", "-m", "release", "v1");
        shop.git("tag", "light");
        String older = shop.write("a.yaml", "a: 2\n").commit("second");
        String newest = shop.write("a.yaml", "a: 3\n").commit("third");
        shop.git("branch", "feature/x", older);
        List<GitReference> all = Stream.of("main", "", "v1", "light", "feature/x", old, older, "refs/heads/main")
                .map(this::reference)
                .toList();

        // When
        all.forEach(store::find);
        store.fetch();

        // Then
        here(store.find(all.get(0)), newest);
        here(store.find(all.get(1)), newest);
        here(store.find(all.get(2)), old);
        here(store.find(all.get(3)), old);
        here(store.find(all.get(4)), older);
        here(store.find(all.get(5)), old);
        here(store.find(all.get(6)), older);
        here(store.find(all.get(7)), newest);
    }

    @Test
    void findsACommitOnAServerThatGivesOutNoneByItsId() throws Exception {
        // Given
        String old = shop.write("a.yaml", "a: 1\n").commit("first");
        shop.write("a.yaml", "a: 2\n").commit("second");
        // the protocol without this restriction is version 2
        shop.git("config", "protocol.version", "0");
        GitReference there = new GitReference(shop.url(), old);
        try (GitStore local = GitStore.of(
                GitSettings.of(shop.url(), "main", folder.resolve("local")).withLocalAllowed(), INTERVAL, () -> now)) {
            local.find(there);

            // When
            local.fetch();

            // Then
            here(local.find(there), old);
        }
    }

    @Test
    void saysWhyItCannotBeFetchedAndGoesOnWhenItCan() throws Exception {
        // Given
        shop.commit("first");
        GitReference nothing = reference("v2");
        GitReference noCommit = reference("1".repeat(40));
        store.find(nothing);
        store.find(noCommit);

        // When
        assertThat(store.fetch()).isFalse();

        // Then
        assertMissing(store.find(nothing), "PH-143", "(ref v2) has no such branch, tag or commit");
        assertMissing(store.find(noCommit), "PH-143", "(commit 1111111) has no such branch, tag or commit");
        shop.git("tag", "v2");
        assertThat(store.fetch()).as("not due again").isFalse();
        now = now.plus(INTERVAL);
        assertThat(store.fetch()).isTrue();
        assertThat(store.find(nothing)).isInstanceOf(Supply.Here.class);
        assertMissing(store.find(reference("a..b")), "PH-142", "was not fetched yet");
        store.fetch();
        assertMissing(store.find(reference("a..b")), "PH-143", "none that Git allows");
    }

    @Test
    void asksNobodyWhomTheSettingsDoNotAllow() {
        // When
        Supply<FleetTree> supply = store.find(new GitReference("https://elsewhere.invalid/x.git", "main"));

        // Then
        assertMissing(supply, "PH-141", "elsewhere.invalid/x.git may not be used");
        assertMissing(store.find(new GitReference("ext::sh -c id", "main")), "PH-143", "space or control");
        assertThat(store.fetch()).isFalse();
    }

    @Test
    void followsABranchAndKeepsWhatSomebodyHolds() throws Exception {
        // Given
        String first = shop.write("a.yaml", "a: 1\n").commit("first");
        store.find(reference("main"));
        store.fetch();
        FleetTree held = here(store.find(reference("main")), first);
        String second = shop.write("a.yaml", "a: 2\n").commit("second");
        now = now.plus(INTERVAL);

        // When
        assertThat(store.fetch()).isTrue();

        // Then
        assertThat(text(here(store.find(reference("main")), second), "a.yaml")).isEqualTo("a: 2\n");
        assertThat(text(held, "a.yaml")).isEqualTo("a: 1\n");

        // and a branch that is moved somewhere else altogether
        shop.git("checkout", "-q", "--orphan", "other");
        String third = shop.write("a.yaml", "a: 3\n").commit("third");
        shop.git("branch", "-M", "other", "main");
        now = now.plus(INTERVAL);
        assertThat(store.fetch()).isTrue();
        assertThat(text(here(store.find(reference("main")), third), "a.yaml")).isEqualTo("a: 3\n");
        assertThat(text(held, "a.yaml")).isEqualTo("a: 1\n");
    }

    @Test
    void saysThatAHeldCommitIsGoneWhenItsCloneWasMadeAnew() throws Exception {
        // Given
        String first = shop.write("a.yaml", "a: 1\n").commit("first");
        store.find(reference("main"));
        store.fetch();
        FleetTree held = here(store.find(reference("main")), first);
        shop.write("a.yaml", "a: 2\n").commit("second");
        deletePacks();
        now = now.plus(INTERVAL);

        // When
        assertThat(store.fetch()).isTrue();

        // Then
        assertThatThrownBy(() -> text(held, "a.yaml")).isInstanceOf(DamagedTreeException.class);
        assertThat(store.find(reference("main"))).isInstanceOf(Supply.Here.class);
    }

    @Test
    void givesWhatItHasWhileTheServerIsAwayAndAfterARestart() throws Exception {
        // Given
        String first = shop.write("a.yaml", "a: 1\n").commit("first");
        store.find(reference("main"));
        store.fetch();
        server.failWith(503);
        now = now.plus(INTERVAL);

        // When
        assertThat(store.fetch()).isFalse();

        // Then
        here(store.find(reference("main")), first);
        try (GitStore restarted = GitStore.of(fleet(), INTERVAL, () -> now)) {
            assertThat(text(here(restarted.find(reference("main")), first), "a.yaml"))
                    .isEqualTo("a: 1\n");
        }
    }

    @Test
    void asksForACommitOnceAndForABranchAtEachInterval() throws Exception {
        // Given
        String first = shop.write("a.yaml", "a: 1\n").commit("first");
        store.find(reference(first));
        store.fetch();
        int before = server.requestCount();
        now = now.plus(INTERVAL);

        // When
        store.fetch();

        // Then
        assertThat(server.requestCount()).isEqualTo(before);
        store.find(reference("main"));
        store.fetch();
        int then = server.requestCount();
        store.fetch();
        assertThat(server.requestCount()).isEqualTo(then);
        now = now.plus(INTERVAL);
        store.fetch();
        assertThat(server.requestCount()).isGreaterThan(then);
    }

    @Test
    void dropsWhatNobodyAsksForWhileOthersAreAskedFor() throws Exception {
        // Given
        shop.commit("first");
        shop.git("tag", "v1");
        store.find(reference("v1"));
        store.find(reference("main"));
        store.fetch();
        Files.createDirectories(folder.resolve("state/sources/left-by-an-earlier-program"));
        assertThat(clones()).hasSize(3);

        // When nobody asks for anything for a day
        now = now.plus(Duration.ofDays(1));
        store.fetch();

        // Then
        assertThat(clones()).hasSize(3);

        // When somebody asks for one of them
        store.find(reference("main"));
        store.fetch();

        // Then
        assertThat(clones()).hasSize(1);
        assertMissing(store.find(reference("v1")), "PH-142", "was not fetched yet");
    }

    @Test
    void keepsNoMoreThanItMay() throws Exception {
        // Given
        shop.commit("first");
        for (int i = 0; i < 64; i++) {
            store.find(reference("branch-" + i));
        }

        // When
        Supply<FleetTree> supply = store.find(reference("one-more"));

        // Then
        assertMissing(supply, "PH-143", "uses more than 64 other repositories");
    }

    private List<Path> clones() throws IOException {
        try (Stream<Path> found = Files.list(folder.resolve("state/sources"))) {
            return found.toList();
        }
    }

    private void deletePacks() throws IOException {
        try (Stream<Path> found = Files.walk(folder.resolve("state/sources"))) {
            for (Path pack :
                    found.filter(file -> file.toString().endsWith(".pack")).toList()) {
                Files.delete(pack);
            }
        }
    }

    private static String text(FleetTree tree, String path) throws Exception {
        var file = tree.find(path).orElseThrow();
        return new String(tree.read(file, Math.toIntExact(tree.size(file))), StandardCharsets.UTF_8);
    }

    private static FleetTree here(Supply<FleetTree> supply, String commit) {
        assertThat(supply)
                .isInstanceOfSatisfying(
                        Supply.Here.class, here -> assertThat(here.id()).isEqualTo(commit));
        return supply instanceof Supply.Here<FleetTree>(FleetTree tree, String ignored) ? tree : fail("missing");
    }

    private static void assertMissing(Supply<FleetTree> supply, String code, String part) {
        assertThat(supply).isInstanceOfSatisfying(Supply.Missing.class, missing -> {
            assertThat(missing.why()).contains(part);
            assertThat(missing.code()).isEqualTo(code);
        });
    }

    private GitReference reference(String ref) {
        return new GitReference(server.url("team/shop.git"), ref);
    }

    private GitSettings fleet() throws IOException {
        return GitSettings.of(server.url("fleet.git"), "main", folder.resolve("state"))
                .withLocalAllowed()
                .withCaBundle(Files.writeString(folder.resolve("ca.crt"), authority.certificatePem()))
                .withCredentials(new GitCredentials.Password(
                        "pilot", Secret.inFile(Files.writeString(folder.resolve("password"), "secret"))));
    }
}
