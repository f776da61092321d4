package io.pilothouse.repository.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.repository.git.Upstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real program, as a process, on the example repository.
class RepoIT {
    @TempDir
    private Path folder;

    private Upstream example;

    /// What a process printed, and how it ended.
    private record Ended(int code, String out, String err) {}

    @BeforeEach
    void copyTheExample() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("fleet-repo-example"))) {
            here = here.getParent();
        }
        example = Upstream.in(folder.resolve("example")).copy(here.resolve("fleet-repo-example"));
        example.commit("The example");
        example.git("branch", "staging");
    }

    @Test
    void findsNothingWrongWithTheExample() throws Exception {
        // When
        Ended ended = repo("lint", "--strict");

        // Then
        assertThat(ended.code()).as(ended.out()).isZero();
        assertThat(ended.out()).contains(" in 3 clusters with ").doesNotContain("error");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void findsEveryPlantedMistakeAtOnce() throws Exception {
        // Given
        example.write("app/base/storefront/service.yaml", "apiVersion: v1\nkind: Servcie\nmetadata: {}\n")
                .write("fleet/odd.yaml", "a: b\n")
                .write("app/clusters/prod-eu-2/shop/a.yaml", "a: b\n")
                .write("app/base/forgotten/a.yaml", "a: b\n")
                .write("infra/clusters/prod-us-1/bad.yaml", "a: [\n")
                .write(".gitignore", "*.tmp.yaml\n")
                .write("fleet/scratch.tmp.yaml", "a: b\n");

        // When
        Ended text = repo("lint");
        Ended sarif = repo("lint", "--output", "sarif");

        // Then
        assertThat(text.code()).isEqualTo(1);
        assertThat(text.out())
                .contains("app/base/storefront/service.yaml:3: error: ")
                .contains("    in app/shop/storefront of prod-eu-1, prod-us-1 and staging-eu-1\n")
                .contains("infra/clusters/prod-us-1/bad.yaml:2: error: ")
                .contains("fleet/odd.yaml:1: warning: ")
                .contains("app/clusters/prod-eu-2:1: warning: ")
                .doesNotContain("scratch.tmp.yaml");
        assertThat(text.err()).isEmpty();
        assertThat(sarif.code()).isEqualTo(1);
        assertThat(sarif.out()).contains("\"version\": \"2.1.0\"", "\"uri\": \"fleet/odd.yaml\"");
        assertThat(repo("lint", "--revision", "HEAD").code()).isZero();
    }

    @Test
    void saysWhatAnUncommittedChangeMeans() throws Exception {
        // Given
        Path file = example.folder().resolve("app/overlays/prod/ledger/stateful-set.yaml");
        Files.writeString(file, Files.readString(file).replaceFirst("replicas: \\d+", "replicas: 7"));

        // When
        Ended ended = repo("diff", "--from", "HEAD", "--exit-code");

        // Then
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out())
                .startsWith("app/billing/ledger of prod-eu-1 and prod-us-1: changed\n")
                .contains("spec.replicas: ", " → 7\n")
                .endsWith("2 applications of 2 clusters change.\n");
    }

    @Test
    void saysWhatAPromotionWouldBring() throws Exception {
        // Given
        example.git("checkout", "-q", "staging");
        Path shared = example.folder().resolve("app/base/storefront/service.yaml");
        Files.writeString(shared, Files.readString(shared).replaceFirst("port: \\d+", "port: 8088"));
        example.commit("Another port");
        example.git("checkout", "-q", "main");

        // When
        Ended ended = repo("diff", "--promotion", "prod");

        // Then
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).startsWith("app/shop/storefront of prod-eu-1 and prod-us-1: changed\n");
        assertThat(repo("lint", "--strict").code()).isZero();
    }

    @Test
    void endsQuietlyWhereNobodyReadsOn() throws Exception {
        // When
        Ended ended = run(List.of("sh", "-c", command("render", "--cluster", "prod-eu-1") + " | head -n 1"));

        // Then
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).isEqualTo("---\n");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void saysThatTheDiskIsFull() throws Exception {
        // When
        Ended ended = run(List.of("sh", "-c", command("render", "--cluster", "prod-eu-1") + " > /dev/full"));

        // Then
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("pilothouse repo: The output cannot be written: ")
                .hasLineCount(1);
    }

    @Test
    void saysInOneLineWhatIsWrongWithACommandLine() throws Exception {
        for (List<String> arguments : List.of(
                List.of("lint", "--revision", "mian"),
                List.of("render", "--cluster", "prod-eu1"),
                List.of("lint", "/"),
                List.of("frobnicate"))) {
            Ended ended = repo(arguments.toArray(String[]::new));
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err()).startsWith("pilothouse repo: ").hasLineCount(1);
        }
    }

    private Ended repo(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static String command(String... arguments) {
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of(arguments));
        return String.join(" ", command.stream().map(word -> "'" + word + "'").toList());
    }

    private static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                RepoMain.class.getName());
    }

    private Ended run(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Process process = new ProcessBuilder(command)
                .directory(example.folder().toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int code = process.waitFor();
        return new Ended(code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err));
    }
}
