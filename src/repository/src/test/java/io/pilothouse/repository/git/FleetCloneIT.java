package io.pilothouse.repository.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.git.FetchOutcome.Failed;
import io.pilothouse.repository.git.FetchOutcome.Fetched;
import io.pilothouse.repository.tree.DamagedTreeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetCloneIT {
    @TempDir
    Path folder;

    private Upstream upstream;

    @BeforeEach
    void createUpstream() throws IOException {
        upstream = Upstream.in(folder.resolve("upstream"));
    }

    @Test
    void fetchesOneBranchAndReadsItsFiles() throws Exception {
        // Given
        upstream.write("a/b.yaml", "one: 1\n").write("a/c/d.yaml", "two: 2\n").write("top.txt", "");
        String commit = upstream.commit("first");
        upstream.git("branch", "other");
        upstream.git("tag", "v1");

        // When
        try (FleetClone clone = clone("main")) {
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome).isEqualTo(new Fetched("main", new Revision(commit), true));
            assertThat(clone.fetch()).isEqualTo(new Fetched("main", new Revision(commit), false));
            List<String> paths = clone.read(new Revision(commit), tree -> tree.files("a")).stream()
                    .map(TreeEntry::path)
                    .toList();
            assertThat(paths).containsExactly("a/b.yaml", "a/c/d.yaml");
            String content = clone.read(
                    new Revision(commit),
                    tree -> new String(tree.read(tree.find("a/c/d.yaml").orElseThrow(), 100), StandardCharsets.UTF_8));
            assertThat(content).isEqualTo("two: 2\n");
            assertThat(clone.<List<TreeEntry>, Exception>read(new Revision(commit), tree -> tree.children("missing")))
                    .isEmpty();
            try (Stream<Path> files = Files.walk(folder.resolve("state/fleet.git/refs"))) {
                assertThat(files.filter(Files::isRegularFile)
                                .map(Path::getFileName)
                                .map(Path::toString))
                        .containsExactlyInAnyOrder("main", "candidate");
            }
        }
    }

    @Test
    void knowsWhatItFetchedAfterARestartWithoutTheServer() throws Exception {
        // Given
        String commit = upstream.commit("first");
        try (FleetClone clone = clone("main")) {
            clone.fetch();
        }
        upstream.git("branch", "-m", "gone");

        // When
        try (FleetClone clone = clone("main")) {
            // Then
            assertThat(clone.lastFetched()).contains(new Revision(commit));
            assertThat(clone.fetch()).isInstanceOf(Failed.class);
            assertThat(clone.lastFetched()).contains(new Revision(commit));
        }
    }

    @Test
    void saysThatTheRepositoryIsEmpty() {
        try (FleetClone clone = clone("main")) {
            // When
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.code()).isEqualTo("PH-139");
                assertThat(failed.message()).contains("it is empty: push a first commit");
            });
            assertThat(clone.lastFetched()).isEmpty();
        }
    }

    @Test
    void saysThatThereIsNoSuchBranchAndNamesTheNearest() throws Exception {
        // Given
        upstream.commit("first");
        try (FleetClone clone = clone("mian")) {
            // When
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.code()).isEqualTo("PH-135");
                assertThat(failed.message()).contains("has no such branch").contains("Did you mean \"main\"?");
            });
        }
    }

    @Test
    void saysThatThereIsNoSuchRepository() {
        // Given
        GitSettings settings = GitSettings.of("file://" + folder.resolve("nothing"), "main", folder.resolve("state"))
                .withLocalAllowed();
        try (FleetClone clone = FleetClone.of(settings)) {
            // When
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.code()).isEqualTo("PH-134"));
        }
    }

    @Test
    void buildsADamagedCloneAnewAndGivesNothingUpWhileTheServerIsAway() throws Exception {
        // Given
        upstream.write("a.yaml", "a: 1\n".repeat(500));
        Revision commit = new Revision(upstream.commit("first"));
        try (FleetClone clone = clone("main")) {
            clone.fetch();
        }
        Path pack = pack();
        byte[] whole = Files.readAllBytes(pack);
        pack.toFile().setWritable(true);
        Files.write(pack, Arrays.copyOf(whole, whole.length / 2));
        upstream.git("branch", "-m", "away");

        try (FleetClone clone = clone("main")) {
            // When
            FetchOutcome away = clone.fetch();
            upstream.git("branch", "-m", "main");
            FetchOutcome back = clone.fetch();

            // Then
            assertThat(away).isInstanceOf(Failed.class);
            assertThat(back).isEqualTo(new Fetched("main", commit, false));
            assertThat(clone.<byte[], Exception>read(
                            commit, tree -> tree.read(tree.find("a.yaml").orElseThrow(), 10_000)))
                    .hasSize(2_500);
        }
    }

    @Test
    void mendsItselfWhenReadingFindsDamage() throws Exception {
        // Given
        upstream.write("a.yaml", "a: 1\n");
        Revision commit = new Revision(upstream.commit("first"));
        try (FleetClone clone = clone("main")) {
            clone.fetch();
        }
        Files.delete(pack());

        try (FleetClone clone = clone("main")) {
            // When
            byte[] content = clone.<byte[], Exception>read(
                    commit, tree -> tree.read(tree.find("a.yaml").orElseThrow(), 100));

            // Then
            assertThat(content).hasSize(5);
        }
    }

    @Test
    void mendsADamagedCloneWhereverTheDamageIs() throws Exception {
        // Given
        for (int i = 0; i < 20; i++) {
            upstream.write("a/" + i + ".yaml", "key" + i + ": " + "value ".repeat(i * 20) + "\n")
                    .commit("commit " + i);
        }
        Revision commit = new Revision(upstream.git("rev-parse", "HEAD"));
        Random random = new Random(4711);
        try (FleetClone clone = clone("main")) {
            clone.fetch();
        }
        Path saved = folder.resolve("saved");
        copy(folder.resolve("state"), saved);

        for (int round = 0; round < 40; round++) {
            // When
            delete(folder.resolve("state"));
            copy(saved, folder.resolve("state"));
            String damage = damage(random, round);
            try (FleetClone clone = clone("main")) {
                FetchOutcome outcome = clone.fetch();

                // Then
                assertThat(outcome)
                        .as(damage)
                        .isInstanceOfSatisfying(
                                Fetched.class,
                                fetched -> assertThat(fetched.revision()).isEqualTo(commit));
                List<Long> sizes = clone.<List<Long>, Exception>read(commit, tree -> {
                    List<Long> found = new ArrayList<>();
                    for (TreeEntry file : tree.files("a")) {
                        found.add((long) tree.read(file, 100_000).length);
                    }
                    return found;
                });
                assertThat(sizes).as(damage).hasSize(20);
            }
        }
    }

    /// @return what was done to which file
    private String damage(Random random, int round) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder.resolve("state/fleet.git"))) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        Path file = files.get(random.nextInt(files.size()));
        file.toFile().setWritable(true);
        byte[] bytes = Files.readAllBytes(file);
        switch (round % 4) {
            case 0 -> Files.delete(file);
            case 1 -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            case 2 -> Files.write(file, new byte[0]);
            default -> {
                if (bytes.length > 0) {
                    bytes[random.nextInt(bytes.length)] ^= 0x55;
                }
                Files.write(file, bytes);
            }
        }
        return "round " + round + ": " + file.getFileName();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
        refs/pilothouse/candidate, ffffffffffffffffffffffffffffffffffffffff
        refs/pilothouse/candidate, nonsense
        refs/pilothouse/candidate, ``
        refs/fleet/main, ffffffffffffffffffffffffffffffffffffffff
        refs/fleet/main, nonsense
        refs/fleet/main, ``
        shallow, nonsense
        shallow, ``
        pilothouse-head, nonsense
        pilothouse-depth, nonsense
        pilothouse-source, nonsense
        config, [nonsense
        """)
    void mendsEachOfItsOwnFiles(String file, String content) throws Exception {
        // Given
        upstream.commit("first");
        upstream.write("a.yaml", "a: 1\n");
        upstream.commit("second");
        try (FleetClone clone = clone("main")) {
            clone.fetch();
        }
        Files.writeString(folder.resolve("state/fleet.git").resolve(file), content + "\n");
        Revision third = new Revision(upstream.commit("third"));

        // When
        try (FleetClone clone = clone("main")) {
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Fetched.class,
                            fetched -> assertThat(fetched.revision()).isEqualTo(third));
            assertThat(clone.<byte[], Exception>read(
                            third, tree -> tree.read(tree.find("a.yaml").orElseThrow(), 100)))
                    .hasSize(5);
            assertThat(clone.fetch()).isEqualTo(new Fetched("main", third, false));
        }
    }

    @Test
    void clearsAwayTheLocksOfAKilledProgram() throws Exception {
        // Given
        upstream.commit("first");
        try (FleetClone clone = clone("main")) {
            clone.fetch();
        }
        Files.createFile(folder.resolve("state/fleet.git/refs/fleet/main.lock"));
        Files.createFile(folder.resolve("state/fleet.git/objects/incoming_1.pack"));
        Revision second = new Revision(upstream.commit("second"));

        try (FleetClone clone = clone("main")) {
            // When
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome).isEqualTo(new Fetched("main", second, true));
            assertThat(folder.resolve("state/fleet.git/objects/incoming_1.pack"))
                    .doesNotExist();
        }
    }

    @Test
    void doesNotReadACommitItNeverFetched() throws Exception {
        // Given
        upstream.commit("first");
        try (FleetClone clone = clone("main")) {
            clone.fetch();

            Object before = Files.readAttributes(folder.resolve("state/fleet.git"), BasicFileAttributes.class)
                    .fileKey();

            // When Then
            assertThatThrownBy(() -> clone.read(new Revision("0".repeat(40)), tree -> tree.files("")))
                    .isInstanceOf(DamagedTreeException.class);
            assertThat(clone.fetch()).isInstanceOf(Fetched.class);
            assertThat(Files.readAttributes(folder.resolve("state/fleet.git"), BasicFileAttributes.class)
                            .fileKey())
                    .as("the same clone, not a new one")
                    .isEqualTo(before);
        }
    }

    @Test
    void clonesAnewWhenTheUrlChanges() throws Exception {
        // Given
        upstream.commit("first");
        try (FleetClone clone = clone("main")) {
            clone.fetch();
        }
        Upstream other = Upstream.in(folder.resolve("other"));
        Revision commit = new Revision(other.commit("another first"));

        // When
        try (FleetClone clone = FleetClone.of(
                GitSettings.of(other.url(), "main", folder.resolve("state")).withLocalAllowed())) {
            // Then
            assertThat(clone.lastFetched()).isEmpty();
            assertThat(clone.fetch()).isEqualTo(new Fetched("main", commit, true));
        }
    }

    @Test
    void staysSmallOverManyCommits() throws Exception {
        // Given
        try (FleetClone clone = clone("main")) {
            // When
            for (int i = 0; i < 45; i++) {
                upstream.write("a.yaml", "a: " + i + "\n").commit("commit " + i);
                assertThat(clone.fetch()).isInstanceOf(Fetched.class);
            }
        }

        // Then
        try (Stream<Path> packs = Files.list(folder.resolve("state/fleet.git/objects/pack"))) {
            assertThat(packs.filter(file -> file.toString().endsWith(".pack"))).hasSizeLessThan(30);
        }
    }

    private Path pack() throws IOException {
        try (Stream<Path> packs = Files.list(folder.resolve("state/fleet.git/objects/pack"))) {
            return packs.filter(file -> file.toString().endsWith(".pack"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private FleetClone clone(String branch) {
        return FleetClone.of(
                GitSettings.of(upstream.url(), branch, folder.resolve("state")).withLocalAllowed());
    }
}
