package io.pilothouse.repository.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.Revision;
import io.pilothouse.repository.git.FetchOutcome.Failed;
import io.pilothouse.repository.git.FetchOutcome.Fetched;
import io.pilothouse.testkit.git.GitHttpsServer;
import io.pilothouse.testkit.git.GitSshServer;
import io.pilothouse.testkit.tls.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShallowIT {
    @TempDir
    Path folder;

    private Upstream upstream;
    private final List<Revision> commits = new ArrayList<>();
    private GitHttpsServer https;
    private GitSshServer ssh;
    private final TestAuthority authority = TestAuthority.create("Git", InstantSource.system());

    enum Way {
        FILE,
        HTTPS,
        SSH
    }

    @BeforeEach
    void startServers() throws IOException {
        upstream = Upstream.in(folder.resolve("served/fleet.git"));
        commit(70);
        https = GitHttpsServer.start(new GitHttpsServer.Settings(
                folder.resolve("served"), authority.serverFor("127.0.0.1"), "pilot", "secret", 0));
        ssh = GitSshServer.start(new GitSshServer.Settings(folder.resolve("served")));
    }

    @AfterEach
    void stopServers() {
        https.close();
        ssh.close();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void beginsWithTheNewestCommitAndKnowsTheAncestryOfAllItHasSeenSince(Way way) throws Exception {
        // Given
        try (FleetClone clone = clone(way)) {
            Revision begin = newest();

            // When
            assertThat(clone.fetch()).isEqualTo(new Fetched("main", begin, true));
            assertThat(commitsHere()).isEqualTo(1);
            commit(3);
            assertThat(clone.fetch()).isEqualTo(new Fetched("main", newest(), true));
            assertThat(clone.fetch()).isEqualTo(new Fetched("main", newest(), false));

            // Then
            assertThat(commitsHere()).isEqualTo(4);
            assertThat(clone.isAncestor(begin, newest())).isTrue();
            assertThat(clone.isAncestor(commits.get(commits.size() - 2), newest()))
                    .isTrue();
            assertThat(clone.isAncestor(newest(), begin)).isFalse();
            assertThat(clone.depthAskedFor()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void bringsMoreHistoryStepByStepWhenAskedForIt(Way way) throws Exception {
        // Given
        try (FleetClone clone = clone(way)) {
            clone.fetch();
            Revision near = commits.get(40);
            Revision far = commits.getFirst();

            // When
            assertThat(clone.isAncestor(near, newest())).isFalse();
            assertThat(clone.fetch()).isEqualTo(new Fetched("main", newest(), false));

            // Then
            assertThat(commitsHere()).isEqualTo(50);
            assertThat(clone.isAncestor(near, newest())).isTrue();

            // When
            assertThat(clone.isAncestor(far, newest())).isFalse();
            clone.fetch();

            // Then
            assertThat(commitsHere()).isEqualTo(70);
            assertThat(clone.isAncestor(far, newest())).isTrue();
            assertThat(clone.isAncestor(new Revision("1".repeat(40)), newest())).isFalse();
            commit(1);
            assertThat(clone.fetch()).isEqualTo(new Fetched("main", newest(), true));
        }
    }

    @Test
    void stopsAskingWhenThereIsNoMoreHistory() throws Exception {
        // Given
        Revision unknown = new Revision("1".repeat(40));
        try (FleetClone clone = clone(Way.FILE)) {
            clone.fetch();

            // When
            for (int i = 0; i < 4; i++) {
                clone.isAncestor(unknown, newest());
                clone.fetch();
            }
            Object before = identity();
            clone.isAncestor(unknown, newest());
            clone.fetch();

            // Then
            assertThat(identity()).as("the same clone").isEqualTo(before);
            assertThat(commitsHere()).isEqualTo(70);
        }
    }

    @Test
    void remembersItsDepthAfterARestart() throws Exception {
        // Given
        try (FleetClone clone = clone(Way.FILE)) {
            clone.fetch();
            clone.isAncestor(commits.get(40), newest());
            clone.fetch();
        }

        // When
        try (FleetClone clone = clone(Way.FILE)) {
            clone.isAncestor(commits.getFirst(), newest());
            clone.fetch();

            // Then
            assertThat(commitsHere()).isEqualTo(70);
        }
    }

    @Test
    void takesAMergeOfABranchOlderThanItself() throws Exception {
        // Given
        try (FleetClone clone = clone(Way.HTTPS)) {
            clone.fetch();
            Revision begin = newest();
            upstream.git("checkout", "-q", "-b", "old", commits.get(30).id());
            upstream.write("old.txt", "x").commit("on an old branch");
            upstream.git("checkout", "-q", "main");
            upstream.git("merge", "-q", "--no-edit", "old");
            Revision merge = new Revision(upstream.git("rev-parse", "HEAD"));

            // When
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome).isEqualTo(new Fetched("main", merge, true));
            assertThat(clone.isAncestor(begin, merge)).isTrue();
            assertThat(clone.isAncestor(commits.get(30), merge)).isTrue();
        }
    }

    @Test
    void isMadeAnewWithoutItsHistoryWhenItGrowsPastItsQuota() throws Exception {
        // Given
        byte[] noise = new byte[200 << 10];
        new Random(1).nextBytes(noise);
        try (FleetClone clone = FleetClone.of(settings(Way.FILE).withQuota(1 << 20))) {
            clone.fetch();

            // When
            for (int i = 0; i < 12; i++) {
                noise[0] = (byte) i;
                new Random(i).nextBytes(noise);
                Files.write(upstream.folder().resolve("noise"), noise);
                commit(1);
                assertThat(clone.fetch()).isEqualTo(new Fetched("main", newest(), true));
                assertThat(size()).isLessThan((1 << 20) + (300 << 10));
            }

            // Then
            assertThat(clone.lastFetched()).contains(newest());
        }
    }

    @Test
    void saysThatTheRepositoryIsLargerThanItsQuota() throws Exception {
        // Given
        byte[] noise = new byte[2 << 20];
        new Random(1).nextBytes(noise);
        Files.write(upstream.folder().resolve("noise"), noise);
        commit(1);
        try (FleetClone clone = FleetClone.of(settings(Way.FILE).withQuota(1 << 20))) {
            // When
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.code()).isEqualTo("PH-128");
                assertThat(failed.message()).contains("more than 1 MiB even without its history");
            });
            assertThat(clone.lastFetched()).isEmpty();
        }
    }

    private void commit(int number) throws IOException {
        for (int i = 0; i < number; i++) {
            commits.add(new Revision(upstream.write("file.txt", "commit " + commits.size() + "\n")
                    .commit("commit " + commits.size())));
        }
    }

    private Revision newest() {
        return commits.getLast();
    }

    private int commitsHere() throws IOException {
        String answer = upstream.git(
                "--git-dir=" + folder.resolve("state/fleet.git"), "rev-list", "--count", "refs/fleet/main");
        // before it, Git may warn of a setting of JGit's
        return Integer.parseInt(answer.substring(answer.lastIndexOf('\n') + 1));
    }

    private Object identity() throws IOException {
        return Files.getAttribute(folder.resolve("state/fleet.git"), "unix:ino");
    }

    private long size() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private FleetClone clone(Way way) throws IOException {
        return FleetClone.of(settings(way));
    }

    private GitSettings settings(Way way) throws IOException {
        Path state = folder.resolve("state");
        return switch (way) {
            case FILE -> GitSettings.of(upstream.url(), "main", state).withLocalAllowed();
            case HTTPS ->
                GitSettings.of(https.url("fleet.git"), "main", state)
                        .withLocalAllowed()
                        .withCaBundle(Files.writeString(folder.resolve("ca.crt"), authority.certificatePem()))
                        .withCredentials(new GitCredentials.Password(
                                "pilot", Secret.inFile(Files.writeString(folder.resolve("password"), "secret"))));
            case SSH ->
                GitSettings.of(ssh.url("fleet.git"), "main", state)
                        .withLocalAllowed()
                        .withCredentials(new GitCredentials.SshKey(
                                Files.writeString(folder.resolve("key"), ssh.privateKey()),
                                Files.writeString(folder.resolve("known_hosts"), ssh.knownHosts())));
        };
    }
}
