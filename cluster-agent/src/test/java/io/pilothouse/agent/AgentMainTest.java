package io.pilothouse.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentMainTest {
    @TempDir
    private Path folder;

    private final List<String> complaints = new ArrayList<>();

    @Test
    void saysInOneLineThatAKeyIsMisspelt() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("agent.yaml"), """
            cluster: prod-eu-1
            state: state
            repository: {url: https://git.example.org/fleet.git, brnach: main}
            """);

        // When
        int code = execute("run", "--config", file.toString());

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(complaint())
                .startsWith("pilothouse agent: ")
                .contains("agent.yaml:3", "Unknown key \"repository.brnach\"", "repository.branch")
                .hasLineCount(1);
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        // When
        int code = execute("check", "--config", folder.resolve("none.yaml").toString());

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(complaint()).contains("none.yaml").hasLineCount(1);
    }

    @Test
    void saysThatAnOptionDoesNotExist() {
        // When
        int code = execute("run", "--confg", "x");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(complaint()).contains("--confg", "--help").hasLineCount(1);
    }

    @Test
    void saysWhatItCanDoWhenAskedForNothing() {
        // When
        int code = execute();

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(complaint()).contains("run, check, status, plan or rights").hasLineCount(1);
    }

    @Test
    void saysThatTheStateFolderCannotBeUsed() throws IOException {
        // Given
        Files.writeString(folder.resolve("state"), "a file");
        Path file = Files.writeString(folder.resolve("agent.yaml"), """
            cluster: prod-eu-1
            state: state
            repository: {url: https://git.example.org/fleet.git}
            """);

        // When
        int code = execute("run", "--config", file.toString());

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(complaint()).contains("state folder", "cannot be used").hasLineCount(1);
    }

    @Test
    void saysInOneSentenceThatNoAgentRuns() throws IOException {
        for (String command : List.of("status", "plan")) {
            // Given
            complaints.clear();
            Path file = Files.writeString(folder.resolve("agent.yaml"), """
                cluster: prod-eu-1
                state: state
                repository: {url: https://git.example.org/fleet.git}
                """);

            // When
            int code = execute(command, "--config", file.toString(), "--application", "app/shop/web");

            // Then
            assertThat(code).isEqualTo(1);
            assertThat(complaint())
                    .startsWith("pilothouse agent: No agent of this user answers at ")
                    .contains("agent.sock", "pilothouse agent run")
                    .hasLineCount(1);
        }
    }

    @Test
    void saysWhichFormsOfAnswersThereAre() {
        // When
        int code = execute("status", "-o", "yaml");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(complaint()).contains("yaml", "text", "json").hasLineCount(1);
    }

    private String complaint() {
        return String.join("\n", complaints);
    }

    private int execute(String... arguments) {
        return AgentMain.execute(complaints::add, arguments);
    }
}
