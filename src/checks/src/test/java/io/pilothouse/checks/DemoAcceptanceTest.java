package io.pilothouse.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The first of the two commands, as a person runs it: real programs in processes of their own.
class DemoAcceptanceTest {
    @TempDir
    private Path temporary;

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void aFleetSettlesIsMeasuredAndLeavesNothingBehind() throws IOException, InterruptedException {
        // Given
        Path answer = temporary.resolve("answer.json");
        ProcessBuilder demo = demo("--clusters", "1", "--until-synced", "--output", "json", "--timeout", "4m")
                .redirectOutput(answer.toFile());

        // When
        int status = demo.start().waitFor();

        // Then
        assertThat(status).as(said()).isZero();
        JsonNode fleet = new ObjectMapper().readTree(answer.toFile());
        assertThat(fleet.get("settled").asBoolean()).isTrue();
        JsonNode applications = fleet.at("/clusters/prod-eu-1/applications");
        assertThat(applications).hasSize(9);
        assertThat(applications.findValuesAsText("sync")).containsOnly("SYNCED");
        assertThat(applications.findValuesAsText("health")).containsOnly("HEALTHY");
        assertThat(applications.findValuesAsText("revision")).allMatch(revision -> revision.matches("[0-9a-f]{40}"));
        JsonNode figures = fleet.get("figures");
        assertThat(figures.get("commitToLiveSeconds").asDouble()).isPositive();
        assertThat(figures.get("driftDetectionSeconds").asDouble()).isPositive();
        assertThat(figures.get("driftCorrectionSeconds").asDouble()).isPositive();
        assertThat(figures.get("hubMegabytes").asInt()).isPositive();
        assertThat(figures.at("/agentMegabytes/prod-eu-1").asInt()).isPositive();
        assertNothingIsLeft();
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void endsCleanlyWhenItIsInterruptedWhileItStarts() throws IOException, InterruptedException {
        // Given
        Process demo = demo("--clusters", "2", "--no-desktop").start();
        Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> said().contains("starting 2 clusters"));

        // When
        demo.destroy();
        int status = demo.waitFor();

        // Then
        assertThat(status).as(said()).isEqualTo(143);
        assertNothingIsLeft();
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void aWrongArgumentIsOneSentence() throws IOException, InterruptedException {
        // When
        int status = demo("--clusters", "none").start().waitFor();

        // Then
        assertThat(status).isEqualTo(2);
        assertThat(said().lines())
                .singleElement()
                .asString()
                .startsWith("demo: Invalid value for option '--clusters'")
                .endsWith("(src/bin/pilothouse demo --help lists the options)");
    }

    private ProcessBuilder demo(String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Checkout.root().resolve("src/bin/pilothouse").toString(), "demo"));
        command.addAll(List.of(options));
        ProcessBuilder demo = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(temporary.resolve("said").toFile());
        Path runs = Files.createDirectories(temporary.resolve("runs"));
        demo.environment().put("PILOTHOUSE_BUILT", "yes");
        demo.environment().put("PILOTHOUSE_JAVA_OPTS", "-Djava.io.tmpdir=" + runs);
        return demo;
    }

    private String said() throws IOException {
        return Files.readString(temporary.resolve("said"));
    }

    /// No file of the run, and no process that was started with a path in it.
    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(temporary.resolve("runs"))) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith("pilothouse")))
                    .isEmpty();
        }
        String runs = temporary.resolve("runs").toString();
        assertThat(ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse(""))
                        .filter(command -> command.contains(runs)))
                .isEmpty();
    }
}
