package io.pilothouse.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TrainAcceptanceTest {
    @TempDir
    private Path temporary;

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void anAgentStartsFromTheCacheThatTrainingMade() throws IOException, InterruptedException {
        // When
        int status = pilothouse("train").start().waitFor();

        // Then
        assertThat(status).as(said()).isZero();

        // When: the JVM says where each class comes from
        ProcessBuilder agent = pilothouse("agent", "--version");
        agent.environment().put("PILOTHOUSE_JAVA_OPTS", "-Xlog:class+load:file=" + temporary.resolve("classes"));
        status = agent.start().waitFor();

        // Then
        assertThat(status).as(said()).isZero();
        assertThat(Files.readAllLines(temporary.resolve("classes")))
                .filteredOn(line -> line.contains(" io.pilothouse.agent.AgentMain "))
                .singleElement()
                .asString()
                .contains("shared objects file");
    }

    private ProcessBuilder pilothouse(String... arguments) throws IOException {
        ProcessBuilder launcher = new ProcessBuilder(new ArrayList<>(List.of(arguments)))
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(temporary.resolve("said").toFile());
        launcher.command()
                .addFirst(Checkout.root().resolve("src/bin/pilothouse").toString());
        launcher.environment().put("PILOTHOUSE_BUILT", "yes");
        return launcher;
    }

    private String said() throws IOException {
        return Files.readString(temporary.resolve("said"));
    }
}
