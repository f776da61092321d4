package io.pilothouse.repository.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.application.Revision;
import io.pilothouse.core.slice.TreeEntry;
import io.pilothouse.repository.git.FetchOutcome.Failed;
import io.pilothouse.repository.git.FetchOutcome.Fetched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewriteIT {
    @TempDir
    Path folder;

    private Upstream upstream;
    private Revision first;
    private Revision second;

    @BeforeEach
    void createUpstream() throws IOException {
        upstream = Upstream.in(folder.resolve("upstream"));
        first = new Revision(upstream.write("a.yaml", "a: 1\n").commit("first"));
        second = new Revision(upstream.write("a.yaml", "a: 2\n").commit("second"));
    }

    @Test
    void refusesARewrittenHistoryAndKeepsServingTheLastCommit() throws Exception {
        // Given
        try (FleetClone clone = clone(same -> same)) {
            clone.fetch();
            Revision rewritten = rewrite();

            // When
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.code()).isEqualTo("PH-120");
                assertThat(failed.message())
                        .contains(rewritten.id() + " does not descend from " + second.id())
                        .contains("acceptRewrite: " + rewritten.id());
            });
            assertThat(clone.fetch()).isEqualTo(outcome);
            assertThat(clone.lastFetched()).contains(second);
            assertThat(clone.<Optional<TreeEntry>, Exception>read(second, tree -> tree.find("a.yaml")))
                    .isPresent();
        }
        try (FleetClone restarted = clone(same -> same)) {
            assertThat(restarted.lastFetched()).contains(second);
            assertThat(restarted.fetch()).isInstanceOf(Failed.class);
        }
    }

    @Test
    void goesOnWhenTheRewriteIsTakenBack() throws Exception {
        // Given
        try (FleetClone clone = clone(same -> same)) {
            clone.fetch();
            rewrite();
            clone.fetch();
            upstream.git("reset", "-q", "--hard", second.id());

            // When
            FetchOutcome back = clone.fetch();
            Revision third = new Revision(upstream.commit("third"));

            // Then
            assertThat(back).isEqualTo(new Fetched("main", second, false));
            assertThat(clone.fetch()).isEqualTo(new Fetched("main", third, true));
        }
    }

    @Test
    void refusesAForcedPushBackToAnOlderCommit() throws Exception {
        // Given
        try (FleetClone clone = clone(same -> same)) {
            clone.fetch();
            upstream.git("reset", "-q", "--hard", first.id());

            // When
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.code()).isEqualTo("PH-120"));
            assertThat(clone.lastFetched()).contains(second);
        }
    }

    @Test
    void acceptsExactlyTheRewriteThatIsNamed() throws Exception {
        // Given
        try (FleetClone clone = clone(same -> same)) {
            clone.fetch();
        }
        Revision rewritten = rewrite();
        Revision onTop = new Revision(upstream.commit("on top"));

        // When
        try (FleetClone clone = clone(protection -> protection.withAcceptedRewrite(second.id()))) {
            assertThat(clone.fetch()).isInstanceOf(Failed.class);
        }
        try (FleetClone clone = clone(protection -> protection.withAcceptedRewrite(rewritten.id()))) {
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome).isEqualTo(new Fetched("main", onTop, true, Optional.of(second)));
            assertThat(clone.fetch()).isEqualTo(new Fetched("main", onTop, false));

            // and the setting that stays behind accepts no other one
            upstream.git("reset", "-q", "--hard", rewritten.id());
            upstream.commit("yet another");
            assertThat(clone.fetch()).isInstanceOf(Failed.class);
            assertThat(clone.lastFetched()).contains(onTop);
        }
    }

    @Test
    void takesARewrittenHistoryWhereThatIsAllowed() throws Exception {
        // Given
        try (FleetClone clone = clone(GitProtection::withRewritesAllowed)) {
            clone.fetch();
            Revision rewritten = rewrite();

            // When
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome).isEqualTo(new Fetched("main", rewritten, true, Optional.of(second)));
            assertThat(clone.isAncestor(second, rewritten)).isFalse();
            assertThat(clone.isAncestor(rewritten, second)).isFalse();
        }
    }

    @Test
    void refusesAnOrphanHistory() throws Exception {
        // Given
        try (FleetClone clone = clone(same -> same)) {
            clone.fetch();
            upstream.git("checkout", "-q", "--orphan", "other");
            upstream.commit("a beginning");
            upstream.git("branch", "-M", "other", "main");

            // When
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.code()).isEqualTo("PH-120"));
        }
    }

    @Test
    void readsWhatWasThereEvenIfReplaceRefsSayOtherwise() throws Exception {
        // Given
        upstream.git("replace", second.id(), first.id());
        try (FleetClone clone = clone(same -> same)) {
            // When
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome).isEqualTo(new Fetched("main", second, true));
            assertThat(clone.<byte[], Exception>read(
                            second, tree -> tree.read(tree.find("a.yaml").orElseThrow(), 100)))
                    .asString()
                    .isEqualTo("a: 2\n");
        }
    }

    @Test
    void findsOutAboutARewriteThatHappenedWhileTheCloneWasDamaged() throws Exception {
        // Given
        try (FleetClone clone = clone(same -> same)) {
            clone.fetch();
        }
        damage();
        Revision rewritten = rewrite();

        // When
        try (FleetClone clone = clone(same -> same)) {
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.code()).isEqualTo("PH-120");
                assertThat(failed.message()).contains(rewritten.id());
            });
        }
    }

    @Test
    void goesOnWhenManyCommitsCameWhileTheCloneWasDamaged() throws Exception {
        // Given
        try (FleetClone clone = clone(same -> same)) {
            clone.fetch();
        }
        damage();
        for (int i = 0; i < 60; i++) {
            upstream.commit("commit " + i);
        }
        Revision newest = new Revision(upstream.git("rev-parse", "HEAD"));

        // When
        try (FleetClone clone = clone(same -> same)) {
            FetchOutcome outcome = clone.fetch();

            // Then
            assertThat(outcome).isEqualTo(new Fetched("main", newest, true));
            assertThat(clone.isAncestor(second, newest)).isTrue();
        }
    }

    private Revision rewrite() throws IOException {
        upstream.git("reset", "-q", "--hard", first.id());
        return new Revision(upstream.write("b.yaml", "b: 1\n").commit("another second"));
    }

    private void damage() throws IOException {
        try (Stream<Path> packs = Files.list(folder.resolve("state/fleet.git/objects/pack"))) {
            for (Path pack : packs.toList()) {
                byte[] whole = Files.readAllBytes(pack);
                pack.toFile().setWritable(true);
                Files.write(pack, Arrays.copyOf(whole, whole.length / 2));
            }
        }
    }

    private FleetClone clone(UnaryOperator<GitProtection> protection) {
        return FleetClone.of(GitSettings.of(upstream.url(), "main", folder.resolve("state"))
                .withLocalAllowed()
                .withProtection(protection.apply(GitProtection.DEFAULT)));
    }
}
