package io.pilothouse.repository.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every seed, and so everything that the fuzzer ever found, without the fuzzer.
class FuzzSeedsTest {
    @TestFactory
    Stream<DynamicTest> everySeedHolds() {
        return Arrays.stream(FuzzTarget.values()).flatMap(FuzzSeedsTest::seeds);
    }

    @TestFactory
    Stream<DynamicTest> everyCaseOfTheKustomizeCorpusHolds() throws Exception {
        return KustomizeSeeds.read(Fuzzing.corpus()).entrySet().stream()
                .map(seed ->
                        DynamicTest.dynamicTest(seed.getKey(), () -> FuzzTarget.KUSTOMIZE.tryOut(seed.getValue())));
    }

    private static Stream<DynamicTest> seeds(FuzzTarget target) {
        try {
            return Fuzzing.list(Fuzzing.seeds(target)).stream().map(file -> test(target, file));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static DynamicTest test(FuzzTarget target, Path file) {
        return DynamicTest.dynamicTest(
                target.word() + "/" + file.getFileName(), () -> target.tryOut(Files.readAllBytes(file)));
    }

    @Test
    void readsTreesAsGitCanHoldThem() {
        // Given
        String text = """
            before
            -- a/b.yaml --
            one
            two
            -- a --
            a folder is here
            -- a/b.yaml/c --
            a file is here
            -- ../x --
            -- .git/x --
            -- d.yaml --
            """;

        // When Then
        assertThat(TreeText.files(text.getBytes(StandardCharsets.UTF_8)))
                .containsOnlyKeys("a/b.yaml", "d.yaml")
                .containsEntry("a/b.yaml", "one\ntwo\n");
    }

    @Test
    void breaksWhereAClaimDoesNotHold() {
        assertThatThrownBy(() -> Claim.that(false, "why"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("why");
    }
}
