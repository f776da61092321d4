package io.pilothouse.repository.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilothouse.core.json.Json;
import io.pilothouse.core.slice.InputError;
import io.pilothouse.repository.kustomize.KnownDifferences.Difference;
import io.pilothouse.repository.source.ChartArchive;
import io.pilothouse.repository.source.ChartReference;
import io.pilothouse.repository.source.GitReference;
import io.pilothouse.repository.source.ParsedDocuments;
import io.pilothouse.repository.source.RefusedSourceException;
import io.pilothouse.repository.source.SourceObject;
import io.pilothouse.repository.source.Supplies;
import io.pilothouse.repository.source.Supply;
import io.pilothouse.repository.tree.FleetTree;
import io.pilothouse.repository.tree.MapTree;
import io.pilothouse.repository.yaml.YamlDocument;
import io.pilothouse.repository.yaml.YamlFile;
import io.pilothouse.repository.yaml.YamlGate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Ours against `kubectl kustomize`, case by case; see README.md in the corpus.
class KustomizeCorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/kustomize");
    private static final int FEWEST = 150;
    private static final Supplies NOTHING = new Supplies() {
        @Override
        public Supply<FleetTree> git(GitReference reference) {
            return new Supply.Missing<>("PH-142", "The corpus fetches nothing.");
        }

        @Override
        public Supply<ChartArchive> chart(ChartReference reference) {
            return new Supply.Missing<>("PH-142", "The corpus fetches nothing.");
        }
    };

    @TestFactory
    Stream<DynamicTest> isBuiltAsTheReferenceBuildsIt() throws IOException {
        return cases().stream()
                .filter(name -> Files.exists(CORPUS.resolve(name, "expected.yaml")))
                .filter(name -> !KnownDifferences.ALL.containsKey(name))
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    List<Json> built = build(name);
                    assertThat(texts(built)).isEqualTo(texts(expected(name)));
                    assertThat(built).isEqualTo(expected(name));
                }));
    }

    @TestFactory
    Stream<DynamicTest> isRefusedAsTheReferenceRefusesIt() throws IOException {
        return cases().stream()
                .filter(name -> Files.exists(CORPUS.resolve(name, "expected.error")))
                .filter(name -> !KnownDifferences.ALL.containsKey(name))
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> assertRefused(
                                name,
                                Files.readString(CORPUS.resolve(name, "expected.error"))
                                        .substring(0, 6))));
    }

    @TestFactory
    Stream<DynamicTest> differsOnPurpose() {
        return KnownDifferences.ALL.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    switch (entry.getValue()) {
                        case Difference.Refused(String code, String ignored) -> assertRefused(entry.getKey(), code);
                        case Difference.Built(String ignored, String yaml) ->
                            assertThat(texts(build(entry.getKey())))
                                    .isEqualTo(texts(parsed(yaml.getBytes(StandardCharsets.UTF_8))));
                    }
                }));
    }

    @Test
    void holdsEnoughCasesAndEachIsExpectedToBeOneThing() throws IOException {
        List<String> cases = cases();

        assertThat(cases).hasSizeGreaterThanOrEqualTo(FEWEST).containsAll(KnownDifferences.ALL.keySet());
        assertThat(cases)
                .allMatch(name -> Files.exists(CORPUS.resolve(name, "expected.yaml"))
                        != Files.exists(CORPUS.resolve(name, "expected.error")));
    }

    private static void assertRefused(String name, String code) {
        RefusedSourceException refused = catchThrowableOfType(RefusedSourceException.class, () -> build(name));
        assertThat(refused).as("refused").isNotNull();
        assertThat(refused.errors()).extracting(InputError::code).contains(code);
        assertThat(refused.errors())
                .allSatisfy(
                        error -> assertThat(error.toString()).startsWith(name).doesNotContain("hunter2"));
    }

    private static List<String> cases() throws IOException {
        try (Stream<Path> folders = Files.find(CORPUS, 2, (path, attributes) -> attributes.isDirectory())) {
            return folders.map(CORPUS::relativize)
                    .filter(path -> path.getNameCount() == 2)
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }

    private static List<Json> build(String name) throws Exception {
        MapTree tree = new MapTree();
        try (Stream<Path> files = Files.walk(CORPUS.resolve(name))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                tree.with(CORPUS.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        String folder = Files.isDirectory(CORPUS.resolve(name, "overlay")) ? name + "/overlay" : name;
        KustomizeFolder kustomize = new KustomizeFolder(new ParsedDocuments(1 << 20), NOTHING, order -> {
            throw new IllegalStateException("the corpus has no charts");
        });
        return kustomize.find(tree, folder).render().stream()
                .<Json>map(SourceObject::content)
                .toList();
    }

    private static List<Json> expected(String name) throws IOException {
        return parsed(Files.readAllBytes(CORPUS.resolve(name, "expected.yaml")));
    }

    private static List<Json> parsed(byte[] yaml) {
        YamlFile file = YamlGate.parse(yaml);
        assertThat(file.problems()).isEmpty();
        return file.documents().stream().map(YamlDocument::content).toList();
    }

    private static String texts(List<Json> objects) {
        return objects.stream().map(Json::canonical).collect(Collectors.joining("\n"));
    }
}
