package io.pilothouse.repository.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path folder;

    @Test
    void readsEachKind() throws Exception {
        // Given
        Settings settings = read("""
            cluster: prod-eu-1
            interval: 1h30m
            workers: 4
            ratio: 0.25
            local: true
            repository:
              passwordFile: secrets/password
              names: [a, b]
              cache: 64MiB
            """);

        // When
        var cluster = settings.text("cluster");
        var interval = settings.duration("interval", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofDays(1));

        // Then
        assertThat(cluster).isEqualTo("prod-eu-1");
        assertThat(interval).isEqualTo(Duration.ofMinutes(90));
        assertThat(settings.integer("workers", 1, 1, 64)).isEqualTo(4);
        assertThat(settings.number("ratio", 0.2, 0, 1)).isEqualTo(0.25);
        assertThat(settings.flag("local", false)).isTrue();
        assertThat(settings.path("repository.passwordFile")).isEqualTo(folder.resolve("secrets/password"));
        assertThat(settings.list("repository.names", List.of())).containsExactly("a", "b");
        assertThat(settings.size("repository.cache", 0, 0, Long.MAX_VALUE)).isEqualTo(64L << 20);
        assertThat(settings.text("missing", "otherwise")).isEqualTo("otherwise");
        assertThat(settings.has("repository")).isTrue();
        assertThat(settings.has("hub")).isFalse();
        settings.finish();
    }

    @Test
    void refusesAnUnknownKeyAndNamesTheNearest() throws Exception {
        // Given
        Settings settings = read("cluster: a\nrepository:\n  barnch: main\n");
        settings.text("cluster");
        settings.text("repository.branch", "main");

        // When Then
        assertThatThrownBy(settings::finish)
                .isInstanceOf(SettingsException.class)
                .hasMessage(folder.resolve("agent.yaml")
                        + ":3: Unknown key \"repository.barnch\". Did you mean \"repository.branch\"?");
    }

    @Test
    void namesAMisspeltKeyInsteadOfTheMissingOne() throws Exception {
        // Given
        Settings settings = read("cluster: a\nrepostory:\n  url: x\n");

        // When Then
        assertThatThrownBy(() -> settings.text("repository.url"))
                .hasMessageEndingWith(":3: Unknown key \"repostory.url\". Did you mean \"repository.url\"?");
        assertThatThrownBy(() -> settings.path("state")).hasMessageContaining("\"state\" is missing");
    }

    @Test
    void refusesAnUnknownVariableButNotWhatKubernetesAddsForAService() throws Exception {
        // Given
        Settings linked = SettingsFile.none(
                "PILOTHOUSE_AGENT",
                Map.of(
                        "PILOTHOUSE_AGENT_SERVICE_HOST",
                        "10.0.0.1",
                        "PILOTHOUSE_AGENT_PORT_80_TCP",
                        "tcp://x",
                        "X",
                        "y"));
        linked.text("cluster", "");
        Settings mistyped = SettingsFile.none("PILOTHOUSE_AGENT", Map.of("PILOTHOUSE_AGENT_CLUTSER", "a"));
        mistyped.text("cluster", "");

        // When
        linked.finish();

        // Then
        assertThatThrownBy(mistyped::finish).hasMessageContaining("Did you mean \"PILOTHOUSE_AGENT_CLUSTER\"?");
    }

    @Test
    void letsTheEnvironmentWin() throws Exception {
        // Given
        Files.writeString(folder.resolve("agent.yaml"), "workers: 4\nrepository:\n  passwordFile: a\n");
        Settings settings = SettingsFile.read(
                folder.resolve("agent.yaml"),
                "PILOTHOUSE_AGENT",
                Map.of(
                        "PILOTHOUSE_AGENT_WORKERS", "8",
                        "PILOTHOUSE_AGENT_REPOSITORY_PASSWORD_FILE", "/etc/password",
                        "PILOTHOUSE_AGENT_NAMES", "a, b"));

        // When
        int workers = settings.integer("workers", 1, 1, 64);

        // Then
        assertThat(workers).isEqualTo(8);
        assertThat(settings.path("repository.passwordFile")).isEqualTo(Path.of("/etc/password"));
        assertThat(settings.list("names", List.of())).containsExactly("a", "b");
        settings.finish();
    }

    @Test
    void saysWhereAndWhyAValueIsWrong() throws Exception {
        // Given
        Settings settings = read("""
            interval: 30
            workers: many
            cluster: 7
            local: maybe
            mode: aut
            port: 70000
            hub: here
            """);

        // When Then
        assertThatThrownBy(() -> settings.duration("interval", Duration.ZERO, Duration.ZERO, Duration.ofDays(1)))
                .hasMessageEndingWith(
                        "agent.yaml:1: \"interval\" must be a duration with its unit, such as 30s, 5m or 2h.");
        assertThatThrownBy(() -> settings.integer("workers", 1, 1, 64))
                .hasMessageContaining(":2: \"workers\" must be a number.");
        assertThatThrownBy(() -> settings.text("cluster"))
                .hasMessageContaining(":3: \"cluster\" must be text: put the value in quotes.");
        assertThatThrownBy(() -> settings.flag("local", true))
                .hasMessageContaining(":4: \"local\" must be true or false.");
        assertThatThrownBy(() -> settings.choice("mode", "auto", Map.of("auto", 1, "manual", 2)))
                .hasMessageContaining(":5: \"mode\" must be one of auto, manual. Did you mean \"auto\"?");
        assertThatThrownBy(() -> settings.integer("port", 0, 0, 65535))
                .hasMessageContaining("must be between 0 and 65535.");
        assertThatThrownBy(() -> settings.text("name"))
                .hasMessageContaining("\"name\" is missing: set it, or PILOTHOUSE_AGENT_NAME");
        settings.text("hub.address", "");
        assertThatThrownBy(settings::finish).hasMessageContaining(":7: \"hub\" must hold keys below it, not a value.");
    }

    @Test
    void saysWhyAFileCannotBeRead() throws Exception {
        // Given
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "a: [1\nb: 2\n");
        Path list = Files.writeString(folder.resolve("list.yaml"), "- a\n");

        // When Then
        assertThatThrownBy(() -> SettingsFile.read(folder.resolve("no.yaml"), "P", Map.of()))
                .hasMessageContaining("no.yaml does not exist: create it");
        assertThatThrownBy(() -> SettingsFile.read(folder, "P", Map.of())).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> SettingsFile.read(broken, "P", Map.of())).hasMessageContaining("broken.yaml:2: ");
        assertThatThrownBy(() -> SettingsFile.read(list, "P", Map.of()))
                .hasMessageContaining("must hold keys and values");
    }

    @Test
    void printsWhatIsInForceWithoutSecrets() throws Exception {
        // Given
        Settings settings = read("token: hunter2\nempty:\n");

        // When
        settings.secret("token");
        settings.text("branch", "main");
        settings.optionalPath("empty");

        // Then
        assertThat(settings.effective())
                .containsExactly(
                        "branch = main (default)",
                        "empty = (not set)",
                        "token = (hidden) (" + folder.resolve("agent.yaml") + ":1)");
    }

    @Test
    void printsADurationAsItReadsIt() {
        for (String text : List.of("0s", "250ms", "30s", "1h30m", "7d", "1d1h1m1s1ms")) {
            assertThat(Quantities.duration(text).map(Quantities::print)).contains(text);
        }
        for (String text : List.of("", "5", "PT5M", "5m5", "-1s", "1e9h", "1 h", "99999999999s")) {
            assertThat(Quantities.duration(text)).isEmpty();
        }
    }

    private Settings read(String text) throws SettingsException, IOException {
        return SettingsFile.read(Files.writeString(folder.resolve("agent.yaml"), text), "PILOTHOUSE_AGENT", Map.of());
    }
}
