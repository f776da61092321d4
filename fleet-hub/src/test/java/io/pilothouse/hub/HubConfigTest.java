package io.pilothouse.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.hub.HubConfig.Flags;
import io.pilothouse.repository.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubConfigTest {
    @TempDir
    private Path folder;

    @Test
    void hasADefaultForEverythingButTheDataFolder() throws SettingsException {
        // Given
        Flags flags = new Flags(Optional.of(folder), Optional.empty(), Optional.empty(), Optional.empty());
        // When
        HubConfig config = HubConfig.load(Optional.empty(), Map.of(), flags).config();
        // Then
        assertThat(config)
                .isEqualTo(HubConfig.at(folder)
                        .withListen(new ListenAddress("127.0.0.1", 7443))
                        .withHttp(new ListenAddress("127.0.0.1", 7480)));
    }

    @Test
    void readsEveryKey() throws IOException, SettingsException {
        // Given
        Path file = Files.writeString(folder.resolve("hub.yaml"), """
            data: state
            listen: 0.0.0.0:1
            http: "[::1]:2"
            names: [hub.example.org, 10.0.0.1]
            webhookSecretFile: secret
            eventsKept: 5000
            signalDays: 3
            snapshotEvery: 200
            tailEvents: 300
            metricsClusters: 10
            """);
        // When
        HubConfig config =
                HubConfig.load(Optional.of(file), Map.of(), Flags.NONE).config();
        // Then
        assertThat(config)
                .isEqualTo(new HubConfig(
                        folder.resolve("state"),
                        new ListenAddress("0.0.0.0", 1),
                        new ListenAddress("::1", 2),
                        java.util.List.of("hub.example.org", "10.0.0.1"),
                        Optional.of(folder.resolve("secret")),
                        5_000,
                        Duration.ofDays(3),
                        200,
                        300,
                        10));
    }

    @Test
    void prefersFlagsToTheEnvironmentToTheFile() throws IOException, SettingsException {
        // Given
        Path file = Files.writeString(folder.resolve("hub.yaml"), "data: state\nlisten: a:1\nhttp: a:2\n");
        Map<String, String> environment = Map.of("PILOTHOUSE_HUB_LISTEN", "b:1", "PILOTHOUSE_HUB_HTTP", "b:2");
        Flags flags = new Flags(Optional.empty(), Optional.of("c:1"), Optional.empty(), Optional.empty());
        // When
        HubConfig config = HubConfig.load(Optional.of(file), environment, flags).config();
        // Then
        assertThat(config.listen()).isEqualTo(new ListenAddress("c", 1));
        assertThat(config.http()).isEqualTo(new ListenAddress("b", 2));
    }

    @Test
    void namesAMisspeltKeyAndTheOneThatWasMeant() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("hub.yaml"), "dato: state\n");
        // When
        var loading = assertThatThrownBy(() -> HubConfig.load(Optional.of(file), Map.of(), Flags.NONE));
        // Then
        loading.isInstanceOf(SettingsException.class)
                .hasMessageContaining("hub.yaml:1")
                .hasMessageContaining("\"dato\"")
                .hasMessageContaining("data");
    }

    @Test
    void saysWhatAnAddressLooksLike() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("hub.yaml"), "data: state\nlisten: everywhere\n");
        // When
        var loading = assertThatThrownBy(() -> HubConfig.load(Optional.of(file), Map.of(), Flags.NONE));
        // Then
        loading.isInstanceOf(SettingsException.class).hasMessageContaining("host:port");
    }
}
