package io.pilothouse.repository.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostileKustomizationTest {
    private static final String MAP = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {k: v}}";

    private final Kustomizing commit = new Kustomizing().with("app/all.yaml", MAP);

    @Test
    void copyingIntoItselfEnds() {
        String operations = IntStream.range(0, 60)
                .mapToObj(i -> "{\"op\": \"copy\", \"from\": \"/data\", \"path\": \"/data/x%d\"}".formatted(i))
                .collect(Collectors.joining(",", "[", "]"));
        commit.with(
                "app/kustomization.yaml",
                "resources: [all.yaml]\npatches: [{target: {kind: ConfigMap}, patch: '" + operations + "'}]");

        assertThat(commit.refusals("app"))
                .singleElement()
                .asString()
                .contains("beyond all limits")
                .endsWith("(PH-156)");
    }

    @Test
    void aTextThatIsPutIntoItselfEnds() {
        String replacements = IntStream.range(0, 60)
                .mapToObj(i -> "{source: {kind: ConfigMap, fieldPath: data.k}, targets: [{select: {kind: ConfigMap},"
                        + " fieldPaths: [data.k], options: {delimiter: /, index: -1}}]}")
                .collect(Collectors.joining(",", "[", "]"));
        commit.with("app/kustomization.yaml", "resources: [all.yaml]\nreplacements: " + replacements);

        assertThat(commit.refusals("app")).singleElement().asString().endsWith("(PH-177)");
    }

    @Test
    void aFileThatIsNamedAgainAndAgainEnds() {
        String names = IntStream.range(0, 40)
                .mapToObj(i -> "k" + i + "=large.txt")
                .collect(Collectors.joining(", ", "[", "]"));
        commit.with("app/large.txt", "x".repeat(1 << 20))
                .with("app/kustomization.yaml", "configMapGenerator: [{name: m, files: " + names + "}]");

        assertThat(commit.refusals("app"))
                .singleElement()
                .asString()
                .contains("reads more than")
                .endsWith("(PH-156)");
    }

    @Test
    void stepsAreCounted() {
        String maps = IntStream.range(0, 999)
                .mapToObj(i -> MAP.replace("name: a", "name: n" + i))
                .collect(Collectors.joining("\n---\n"));
        String images =
                IntStream.range(0, 6_000).mapToObj(i -> "{name: x}").collect(Collectors.joining(", ", "[", "]"));
        commit.with("app/all.yaml", maps).with("app/kustomization.yaml", "resources: [all.yaml]\nimages: " + images);

        assertThat(commit.refusals("app"))
                .singleElement()
                .asString()
                .contains("steps to build")
                .endsWith("(PH-156)");
    }

    @Test
    void nothingThatIsWrittenIsQuoted() {
        commit.with("app/kustomization.yaml", """
            resources: [all.yaml]
            secretGenerator:
              - {name: s, literals: [hunter2]}
            patches:
              - {patch: "apiVersion: v1\\nkind: Secret\\nmetadata: {name: a}\\ndata: {k: hunter2}\\n"}
            """);

        assertThat(commit.refusals("app"))
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error).doesNotContain("hunter2"));
    }

    @Test
    void addressesAreShownWithoutCredentials() {
        commit.with("app/kustomization.yaml", "resources: ['https://u:hunter2@git.example.org/org/repo?depth=1']");

        assertThat(commit.refusals("app"))
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error).doesNotContain("hunter2"));
    }
}
